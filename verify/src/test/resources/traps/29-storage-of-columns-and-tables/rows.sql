INSERT INTO paper VALUES (1, 'b', '\x00', '{a}', 1);
