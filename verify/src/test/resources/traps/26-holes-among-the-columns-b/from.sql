CREATE TABLE hole (gone int, id int PRIMARY KEY, "also gone" text, n int);
ALTER TABLE hole DROP COLUMN gone, DROP COLUMN "also gone";
CREATE VIEW holes AS SELECT * FROM hole;
