CREATE TABLE reading (at date, value numeric);
CREATE MATERIALIZED VIEW daily AS SELECT at, avg(value) AS mean, count(*) AS n FROM reading GROUP BY at;
CREATE UNIQUE INDEX daily_at ON daily (at);
CREATE INDEX daily_mean ON daily (mean);
CREATE MATERIALIZED VIEW "never filled" AS SELECT count(*) AS n FROM daily WITH NO DATA;
CREATE MATERIALIZED VIEW filled_later AS SELECT max(at) AS at FROM reading;
GRANT SELECT ON daily TO pg_monitor;
