INSERT INTO piece VALUES (1, 5), (2, 50);
