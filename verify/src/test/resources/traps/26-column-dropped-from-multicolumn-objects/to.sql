CREATE TABLE trip (id int PRIMARY KEY, a int NOT NULL, c int NOT NULL, d int,
    CONSTRAINT trip_ab UNIQUE (a), CONSTRAINT trip_check CHECK (a > 0));
CREATE TABLE ref (x int, y int, CONSTRAINT ref_fk FOREIGN KEY (x) REFERENCES trip (a));
CREATE INDEX trip_cb ON trip (c);
CREATE INDEX trip_c_with_b ON trip (c) INCLUDE (d);
CREATE STATISTICS trip_stats (dependencies) ON a, c FROM trip;
COMMENT ON INDEX trip_cb IS 'for c first';
COMMENT ON STATISTICS trip_stats IS 'they go together';
