INSERT INTO shelf VALUES (1, 2, 3, 'n');
