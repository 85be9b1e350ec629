-- What the library has. Files may stand in any order: authors is in the next one.
CREATE TABLE books (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  author_id bigint NOT NULL REFERENCES authors ON DELETE RESTRICT,
  title text NOT NULL,
  published date,
  state book_state NOT NULL DEFAULT 'on_shelf'
);

CREATE INDEX books_author_id ON books (author_id);
CREATE UNIQUE INDEX books_title ON books (author_id, lower(title));
