INSERT INTO tide VALUES (1, 'high'), (2, 'middle'), (3, NULL);
