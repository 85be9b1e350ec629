INSERT INTO maker VALUES (1, 'Voss'), (2, 'Ito');
