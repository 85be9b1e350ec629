CREATE FUNCTION half(n bigint) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT (n / 2)::int';
CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE box (
    id int PRIMARY KEY,
    n int NOT NULL DEFAULT half(8) CONSTRAINT box_n CHECK (half(n) > 0),
    halved int GENERATED ALWAYS AS (half(n)) STORED);
COMMENT ON COLUMN box.halved IS 'by the function';
CREATE INDEX box_half ON box (half(n));
CREATE INDEX box_big ON box (id) WHERE half(n) > 100;
CREATE VIEW halves AS SELECT id, half(n)::int AS h, halved FROM box;
CREATE TRIGGER noted BEFORE UPDATE ON box FOR EACH ROW WHEN (half(NEW.n) > 5) EXECUTE FUNCTION noted();
ALTER TABLE box ENABLE ROW LEVEL SECURITY;
CREATE POLICY small ON box USING (half(n) < 1000);
GRANT EXECUTE ON FUNCTION half(bigint) TO pg_monitor;
