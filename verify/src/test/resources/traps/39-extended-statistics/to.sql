CREATE TABLE car (id int PRIMARY KEY, make text, model text, year smallint, price int);
CREATE STATISTICS car_all ON make, model, year FROM car;
CREATE STATISTICS "car kinds" (ndistinct, dependencies) ON make, model FROM car;
CREATE STATISTICS car_age (mcv) ON (year / 10), make FROM car;
ALTER STATISTICS car_all SET STATISTICS 200;
COMMENT ON STATISTICS car_all IS 'they go together';
ALTER STATISTICS car_age OWNER TO pg_monitor;
