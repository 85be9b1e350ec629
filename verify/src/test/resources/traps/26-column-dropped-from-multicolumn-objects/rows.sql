INSERT INTO trip VALUES (1, 1, NULL, 3), (2, 2, 2, 4);
