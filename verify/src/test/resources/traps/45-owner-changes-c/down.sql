ALTER FUNCTION "public"."water"() OWNER TO CURRENT_USER;

ALTER TABLE "public"."plant" OWNER TO CURRENT_USER;

DROP VIEW "public"."plants";

CREATE VIEW "public"."plants" AS SELECT id
   FROM public.plant;

GRANT SELECT ON TABLE public.plants TO pg_read_all_stats;
