INSERT INTO seat VALUES (1, 1, 1, 'a'), (2, 2, NULL, NULL);
