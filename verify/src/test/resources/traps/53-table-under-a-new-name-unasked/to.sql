CREATE TABLE client (id int PRIMARY KEY, name text);
