DROP VIEW "public"."per_year";

DROP MATERIALIZED VIEW "public"."per_day";

CREATE VIEW "public"."per_day" AS SELECT day,
    sum(amount) AS amount
   FROM public.sale
  GROUP BY day;

CREATE MATERIALIZED VIEW "public"."per_year" AS SELECT EXTRACT(year FROM day) AS year,
    sum(amount) AS amount
   FROM public.per_day
  GROUP BY (EXTRACT(year FROM day));

CREATE UNIQUE INDEX per_year_key ON public.per_year USING btree (year);

COMMENT ON VIEW "public"."per_day" IS 'fresh';

COMMENT ON MATERIALIZED VIEW "public"."per_year" IS 'stale';

GRANT SELECT ON TABLE public.per_year TO pg_monitor;

GRANT SELECT ON TABLE public.per_day TO pg_monitor;
