INSERT INTO seat VALUES (1, false, 12), (2, true, 3);
