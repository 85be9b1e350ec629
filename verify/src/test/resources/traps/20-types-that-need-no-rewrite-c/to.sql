CREATE TABLE wide (
    id int PRIMARY KEY,
    a varchar(20) NOT NULL, b text, c numeric(12,2), d inet, e timestamp(6), f varbit(8), g interval(4), h varchar,
    UNIQUE (a));
CREATE INDEX wide_b ON wide (b) WHERE c > 0;
