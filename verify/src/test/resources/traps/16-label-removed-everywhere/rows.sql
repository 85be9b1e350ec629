INSERT INTO milk VALUES (1, 'b', '{c,a}', 'a'), (2, 'c', NULL, NULL);
