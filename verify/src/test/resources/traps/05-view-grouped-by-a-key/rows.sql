INSERT INTO maker VALUES (1, 'Voss', 'Kiel'), (2, 'Ito', NULL);
INSERT INTO tool VALUES (1, 1), (2, 1), (3, 2);
