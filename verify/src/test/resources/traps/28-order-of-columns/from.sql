CREATE TABLE shelf (id int PRIMARY KEY, width int, height int, note text);
CREATE VIEW shelves AS SELECT * FROM shelf;
CREATE VIEW widths AS SELECT width FROM shelf;
