INSERT INTO book VALUES (1, 'a', '1', 1), (2, 'b', NULL, 2);
