CREATE TABLE seat (id int PRIMARY KEY, row int NOT NULL, number int, code text);
CREATE UNIQUE INDEX seat_place ON seat (row, number);
CREATE UNIQUE INDEX seat_row ON seat (row);
ALTER TABLE seat ADD CONSTRAINT seat_code UNIQUE (code);
COMMENT ON INDEX seat_place IS 'one body a seat';
