INSERT INTO a_bill VALUES ('A');
SELECT 1 / (price = 1.5)::int FROM a_prices;
