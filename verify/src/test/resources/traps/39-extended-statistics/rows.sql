INSERT INTO car VALUES (1, 'a', 'b', 1999, 5);
