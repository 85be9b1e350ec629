CREATE TABLE sale (day date, amount numeric);
CREATE MATERIALIZED VIEW per_day AS SELECT day, sum(amount) AS amount FROM sale GROUP BY day;
CREATE UNIQUE INDEX per_day_key ON per_day (day);
CREATE VIEW per_year AS SELECT extract(year FROM day) AS year, sum(amount) AS amount FROM per_day GROUP BY 1;
COMMENT ON MATERIALIZED VIEW per_day IS 'stale';
COMMENT ON VIEW per_year IS 'fresh';
GRANT SELECT ON per_day, per_year TO pg_monitor;
