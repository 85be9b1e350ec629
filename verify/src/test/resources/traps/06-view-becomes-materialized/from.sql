CREATE TABLE sale (day date, amount numeric);
CREATE VIEW per_day AS SELECT day, sum(amount) AS amount FROM sale GROUP BY day;
CREATE MATERIALIZED VIEW per_year AS SELECT extract(year FROM day) AS year, sum(amount) AS amount FROM per_day GROUP BY 1;
CREATE UNIQUE INDEX per_year_key ON per_year (year);
COMMENT ON VIEW per_day IS 'fresh';
COMMENT ON MATERIALIZED VIEW per_year IS 'stale';
GRANT SELECT ON per_day, per_year TO pg_monitor;
