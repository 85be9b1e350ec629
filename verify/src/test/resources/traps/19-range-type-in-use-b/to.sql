CREATE TYPE speed AS RANGE (subtype = float8, subtype_diff = float8mi, multirange_type_name = "speeds");
CREATE TABLE zone (id int PRIMARY KEY, allowed speed, measured "speeds");
