CREATE TABLE rect (id int PRIMARY KEY, w int, h int,
    a int GENERATED ALWAYS AS (w + 10) VIRTUAL,
    b int GENERATED ALWAYS AS (w + 2) STORED,
    c int GENERATED ALWAYS AS (w + 3) VIRTUAL,
    d int);
CREATE VIEW sums AS SELECT a + b AS ab, c FROM rect;
CREATE INDEX rect_b ON rect (b);
