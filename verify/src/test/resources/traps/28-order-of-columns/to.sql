CREATE TABLE shelf (note text, height int, width int, id int PRIMARY KEY);
CREATE VIEW shelves AS SELECT * FROM shelf;
CREATE VIEW widths AS SELECT width FROM shelf;
