CREATE TYPE book_state AS ENUM ('on_shelf', 'lent', 'lost');

CREATE VIEW lent_books AS
SELECT b.id, b.title, a.name AS author
FROM books b
JOIN authors a ON a.id = b.author_id
WHERE b.state = 'lent';
