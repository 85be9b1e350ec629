DROP MATERIALIZED VIEW "public"."by_weight";

DROP VIEW "public"."heavy pieces";

ALTER TABLE "public"."piece" ALTER COLUMN "weight" TYPE integer;

CREATE VIEW "public"."heavy pieces" WITH (security_barrier=true) AS SELECT id,
    weight,
    CURRENT_USER AS "who's"
   FROM public.piece
  WHERE (weight > 10);

ALTER VIEW "public"."heavy pieces" ALTER COLUMN "weight" SET DEFAULT 11;

CREATE MATERIALIZED VIEW "public"."by_weight" AS SELECT weight,
    count(*) AS n
   FROM public.piece
  GROUP BY weight WITH NO DATA;

CREATE INDEX by_weight_half ON public.by_weight USING btree (((weight / 2))) WHERE (n > 1);

CREATE UNIQUE INDEX by_weight_key ON public.by_weight USING btree (weight);

CREATE RULE never AS
    ON DELETE TO public."heavy pieces" DO INSTEAD NOTHING;

CREATE TRIGGER put INSTEAD OF INSERT ON public."heavy pieces" FOR EACH ROW EXECUTE FUNCTION public.put();

COMMENT ON COLUMN "public"."heavy pieces"."weight" IS 'in kg';

COMMENT ON INDEX "public"."by_weight_half" IS 'for halves';

COMMENT ON VIEW "public"."heavy pieces" IS 'what
needs two';

COMMENT ON RULE never ON public."heavy pieces" IS 'pieces stay';

COMMENT ON TRIGGER "put" ON "public"."heavy pieces" IS 'does nothing';

ALTER MATERIALIZED VIEW public.by_weight ALTER COLUMN n SET STATISTICS 50;

ALTER INDEX public.by_weight_half ALTER COLUMN 1 SET STATISTICS 77;

ALTER MATERIALIZED VIEW public.by_weight CLUSTER ON by_weight_key;

ALTER MATERIALIZED VIEW "public"."by_weight" OWNER TO "pg_monitor";

ALTER VIEW "public"."heavy pieces" OWNER TO "pg_monitor";

GRANT UPDATE (weight) ON TABLE public."heavy pieces" TO pg_signal_backend;

GRANT SELECT ON TABLE public.by_weight TO PUBLIC;

GRANT SELECT ON TABLE public."heavy pieces" TO pg_read_all_stats WITH GRANT OPTION;
