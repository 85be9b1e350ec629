CREATE TABLE maker (id int NOT NULL, name text);
