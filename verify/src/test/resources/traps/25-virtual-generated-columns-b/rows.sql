INSERT INTO rect (id, w, h) VALUES (1, 3, 4);
