CREATE TYPE colour AS ENUM ('red', 'green');
CREATE TABLE lamp (id int PRIMARY KEY, colour colour NOT NULL DEFAULT 'red');
CREATE INDEX lamp_colour ON lamp (colour);
CREATE VIEW red_lamps AS SELECT id FROM lamp WHERE colour = 'red';
