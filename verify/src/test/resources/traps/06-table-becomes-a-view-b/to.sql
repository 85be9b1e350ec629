CREATE TABLE old_price (id int PRIMARY KEY, amount numeric, valid daterange);
CREATE VIEW price AS SELECT id, amount FROM old_price WHERE valid @> DATE '2026-01-01';
CREATE VIEW dear AS SELECT id FROM price WHERE amount > 100;
