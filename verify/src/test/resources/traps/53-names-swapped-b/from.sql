CREATE TABLE a (id int CONSTRAINT ka PRIMARY KEY, x text);
CREATE TABLE b (id int CONSTRAINT kb PRIMARY KEY, y numeric);
CREATE VIEW both_of AS SELECT a.id, a.x, b.y FROM a JOIN b USING (id);
