INSERT INTO person (name) VALUES ('Ada'), ('Bo');
INSERT INTO pet (person) VALUES (1), (2);
INSERT INTO visit VALUES (1, 1), (2, 1);
