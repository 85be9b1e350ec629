CREATE TABLE mark (id int PRIMARY KEY, at point NOT NULL, shape box, flags bit(3));
CREATE INDEX mark_shape ON mark USING gist (shape);
