CREATE TYPE region AS ENUM ('north', 'south');
CREATE TABLE visit (region region NOT NULL, n int) PARTITION BY LIST (region);
CREATE TABLE visit_north PARTITION OF visit FOR VALUES IN ('north');
