CREATE TYPE speed AS RANGE (subtype = float8, multirange_type_name = "speeds");
CREATE TYPE depth AS RANGE (subtype = int, multirange_type_name = "depths");
CREATE TABLE zone (id int PRIMARY KEY, allowed speed, measured "speeds");
