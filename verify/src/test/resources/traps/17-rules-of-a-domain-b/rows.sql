INSERT INTO stock VALUES (1, 'AB', 'n');
