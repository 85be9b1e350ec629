CREATE TABLE mark (id int PRIMARY KEY, at date NOT NULL, shape jsonb, flags uuid);
CREATE INDEX mark_shape ON mark USING gin (shape);
