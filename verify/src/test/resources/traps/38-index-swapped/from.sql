CREATE TABLE book (id int PRIMARY KEY, title text NOT NULL, isbn text, shelf int);
CREATE INDEX book_title ON book (title);
CREATE UNIQUE INDEX book_isbn ON book (isbn);
CREATE INDEX book_shelf ON book (shelf);
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'book_shelf'::regclass;
ALTER TABLE book ADD CONSTRAINT book_once UNIQUE (title, shelf);
