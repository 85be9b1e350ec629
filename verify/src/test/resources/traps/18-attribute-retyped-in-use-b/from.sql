CREATE TYPE span AS (low int, high int);
CREATE TABLE gauge (id int PRIMARY KEY, span span NOT NULL, spans span[]);
CREATE VIEW lows AS SELECT id, (span).low FROM gauge;
GRANT SELECT ON lows TO pg_monitor;
