CREATE TABLE b (id int CONSTRAINT ka PRIMARY KEY, x text);
CREATE TABLE a (id int CONSTRAINT kb PRIMARY KEY, y numeric);
CREATE VIEW both_of AS SELECT b.id, b.x, a.y FROM b JOIN a USING (id);
