CREATE OR REPLACE VIEW "public"."plants" AS SELECT id,
    name
   FROM public.plant;

ALTER FUNCTION "public"."water"() OWNER TO "pg_monitor";

ALTER TABLE "public"."plant" OWNER TO "pg_monitor";

ALTER VIEW "public"."plants" OWNER TO "pg_monitor";

GRANT UPDATE ON TABLE public.plants TO pg_read_all_stats;
