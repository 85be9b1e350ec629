ALTER PUBLICATION lines DROP TABLE ONLY public."order line";

DROP POLICY "counted" ON "public"."order line";

DROP TRIGGER "noted" ON "public"."order line";

DROP RULE quiet ON public."order line";

DROP MATERIALIZED VIEW "public"."line_stats";

DROP VIEW "public"."big_lines";

DROP FUNCTION "public"."pieces"();

DROP VIEW "public"."Line Totals";

ALTER TABLE "public"."order line" DROP COLUMN "doubled";

ALTER TABLE "public"."order line" ALTER COLUMN "qty" TYPE integer;

ALTER TABLE "public"."order line" ADD COLUMN "doubled" integer GENERATED ALWAYS AS ((qty * 2)) STORED;

CREATE VIEW "public"."Line Totals" AS SELECT id,
    ((qty)::numeric * price) AS total,
    qty
   FROM public."order line";

CREATE OR REPLACE FUNCTION public.pieces()
 RETURNS numeric
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 SELECT (sum("Line Totals".qty))::numeric AS sum
    FROM public."Line Totals";
END;

CREATE VIEW "public"."big_lines" AS SELECT id,
    total
   FROM public."Line Totals"
  WHERE (total > (100)::numeric);

CREATE MATERIALIZED VIEW "public"."line_stats" AS SELECT count(*) AS n,
    sum(qty) AS pieces
   FROM public."Line Totals";

CREATE RULE quiet AS
    ON DELETE TO public."order line"
   WHERE (old.qty > 1000) DO INSTEAD NOTHING;

CREATE TRIGGER noted BEFORE UPDATE OF qty ON public."order line" FOR EACH ROW WHEN ((new.qty > 10)) EXECUTE FUNCTION public.noted();

CREATE POLICY "counted" ON "public"."order line" AS PERMISSIVE FOR SELECT TO public USING ((qty < 1000));

ALTER PUBLICATION lines ADD TABLE ONLY public."order line" (id, qty) WHERE ((qty > 1));
