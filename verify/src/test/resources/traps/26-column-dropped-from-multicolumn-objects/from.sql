CREATE TABLE trip (id int PRIMARY KEY, a int NOT NULL, b int, c int NOT NULL, d int,
    CONSTRAINT trip_ab UNIQUE (a, b), CONSTRAINT trip_check CHECK (a > 0 AND b > 0),
    EXCLUDE USING btree (c WITH =, b WITH =));
CREATE TABLE ref (x int, y int, CONSTRAINT ref_fk FOREIGN KEY (x, y) REFERENCES trip (a, b));
CREATE INDEX trip_cb ON trip (c, b);
CREATE INDEX trip_c_with_b ON trip (c) INCLUDE (b);
CREATE INDEX trip_part ON trip (c) WHERE b > 5;
CREATE STATISTICS trip_stats (dependencies) ON a, b, c FROM trip;
COMMENT ON INDEX trip_cb IS 'for c first';
COMMENT ON STATISTICS trip_stats IS 'they go together';
