CREATE TABLE wide (
    id int PRIMARY KEY,
    a varchar(10) NOT NULL, b varchar(10), c numeric(8,2), d cidr, e timestamp(3), f varbit(4), g interval(2), h text,
    UNIQUE (a));
CREATE INDEX wide_b ON wide (b) WHERE c > 0;
