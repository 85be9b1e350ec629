INSERT INTO lamp VALUES (1, DEFAULT), (2, 'green');
