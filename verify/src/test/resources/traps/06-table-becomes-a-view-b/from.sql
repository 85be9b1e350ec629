CREATE TABLE price (id int PRIMARY KEY, amount numeric);
CREATE TABLE old_price (id int PRIMARY KEY, amount numeric, valid daterange);
CREATE VIEW dear AS SELECT id FROM price WHERE amount > 100;
