CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE "order line" (
    id int PRIMARY KEY,
    qty bigint NOT NULL CHECK (qty > 0),
    price numeric(8,2) NOT NULL,
    doubled int GENERATED ALWAYS AS (qty * 2) STORED,
    note text);
CREATE VIEW "Line Totals" AS SELECT id, qty * price AS total, qty FROM "order line";
CREATE VIEW big_lines AS SELECT id, total FROM "Line Totals" WHERE total > 100;
CREATE MATERIALIZED VIEW line_stats AS SELECT count(*) AS n, sum(qty) AS pieces FROM "Line Totals";
CREATE FUNCTION pieces() RETURNS numeric LANGUAGE sql STABLE
    BEGIN ATOMIC SELECT sum(qty)::numeric FROM "Line Totals"; END;
CREATE TRIGGER noted BEFORE UPDATE OF qty ON "order line"
    FOR EACH ROW WHEN (NEW.qty > 10) EXECUTE FUNCTION noted();
ALTER TABLE "order line" ENABLE ROW LEVEL SECURITY;
CREATE POLICY counted ON "order line" FOR SELECT USING (qty < 1000);
CREATE RULE quiet AS ON DELETE TO "order line" WHERE OLD.qty > 1000 DO INSTEAD NOTHING;
CREATE PUBLICATION lines FOR TABLE "order line" (id, qty) WHERE (qty > 1) WITH (publish = 'insert');
