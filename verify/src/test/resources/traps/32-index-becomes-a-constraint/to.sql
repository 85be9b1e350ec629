CREATE TABLE seat (id int PRIMARY KEY, row int NOT NULL, number int, code text);
ALTER TABLE seat ADD CONSTRAINT seat_place UNIQUE (row, number);
ALTER TABLE seat ADD CONSTRAINT seat_row UNIQUE (row) DEFERRABLE;
CREATE UNIQUE INDEX seat_code ON seat (code);
COMMENT ON CONSTRAINT seat_place ON seat IS 'one body a seat';
