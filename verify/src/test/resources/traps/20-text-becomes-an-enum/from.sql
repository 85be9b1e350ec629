CREATE TABLE lamp (id int PRIMARY KEY, colour text NOT NULL DEFAULT 'red', CHECK (colour <> ''));
CREATE INDEX lamp_colour ON lamp (colour);
CREATE VIEW red_lamps AS SELECT id FROM lamp WHERE colour = 'red';
