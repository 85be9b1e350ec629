CREATE TABLE rect (id int PRIMARY KEY, w int, h int,
    a int GENERATED ALWAYS AS (w + 1) VIRTUAL,
    b int GENERATED ALWAYS AS (w + 2) VIRTUAL,
    c int GENERATED ALWAYS AS (w + 3) STORED,
    d int GENERATED ALWAYS AS (w + 4) VIRTUAL);
CREATE VIEW sums AS SELECT a + b AS ab, c FROM rect;
