DROP MATERIALIZED VIEW "public"."never filled";

DROP MATERIALIZED VIEW "public"."daily";

CREATE MATERIALIZED VIEW "public"."daily" AS SELECT at,
    avg(value) AS mean
   FROM public.reading
  GROUP BY at;

CREATE UNIQUE INDEX daily_at ON public.daily USING btree (at);

CREATE INDEX daily_mean ON public.daily USING btree (mean);

REFRESH MATERIALIZED VIEW "public"."filled_later" WITH NO DATA;

CREATE MATERIALIZED VIEW "public"."never filled" AS SELECT count(*) AS n
   FROM public.daily WITH NO DATA;

GRANT SELECT ON TABLE public.daily TO pg_monitor;
