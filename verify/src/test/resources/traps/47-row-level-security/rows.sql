INSERT INTO diary VALUES (1, 'ada', 'x');
