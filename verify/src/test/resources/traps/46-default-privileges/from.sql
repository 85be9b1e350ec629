CREATE SCHEMA shop;
CREATE TABLE shop.old (id int);
