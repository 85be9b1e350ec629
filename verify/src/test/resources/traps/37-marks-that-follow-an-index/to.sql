CREATE TABLE feed (id int NOT NULL, name text NOT NULL, at date);
CREATE UNIQUE INDEX feed_id ON feed (id, name);
CREATE INDEX feed_at ON feed (at DESC);
CREATE INDEX feed_upper ON feed (upper(name), at);
ALTER TABLE feed REPLICA IDENTITY USING INDEX feed_id;
ALTER TABLE feed CLUSTER ON feed_at;
ALTER INDEX feed_upper ALTER COLUMN 1 SET STATISTICS 321;
COMMENT ON INDEX feed_id IS 'who it is';
CREATE PUBLICATION feeds FOR TABLE feed;
