CREATE TABLE book (id int PRIMARY KEY, title text NOT NULL, isbn text, shelf int);
CREATE INDEX book_title ON book (title text_pattern_ops);
CREATE UNIQUE INDEX book_isbn ON book (isbn) NULLS NOT DISTINCT;
CREATE INDEX book_shelf ON book (shelf);
ALTER TABLE book ADD CONSTRAINT book_once UNIQUE (title, shelf, isbn);
