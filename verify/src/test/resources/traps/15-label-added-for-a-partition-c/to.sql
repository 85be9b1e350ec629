CREATE TYPE region AS ENUM ('north', 'south', 'east');
CREATE TABLE visit (region region NOT NULL, n int) PARTITION BY LIST (region);
CREATE TABLE visit_north PARTITION OF visit FOR VALUES IN ('north');
CREATE TABLE visit_east PARTITION OF visit FOR VALUES IN ('east');
