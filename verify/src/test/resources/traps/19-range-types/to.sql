CREATE TYPE speed AS RANGE (subtype = float8, multirange_type_name = "speeds");
CREATE TYPE weight AS RANGE (subtype = numeric);
COMMENT ON TYPE weight IS 'in kg';
CREATE TYPE depth AS RANGE (subtype = numeric, multirange_type_name = all_depths);
CREATE TABLE zone (id int PRIMARY KEY, allowed speed, measured "speeds", load weight, loads weight_multirange DEFAULT weight_multirange(weight(1, 2)));
