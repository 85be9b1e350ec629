INSERT INTO m VALUES (1, 5, 'a', 1), (2, 6, 'b', 2);
