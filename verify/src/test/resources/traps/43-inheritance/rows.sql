INSERT INTO dog (id, bark, owner) VALUES (1, 5, 'Ada');
INSERT INTO cat VALUES (2, 4, 'Minka', NULL, 1);
INSERT INTO bird (id, gone) VALUES (3, 7);
