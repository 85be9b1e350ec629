DROP VIEW "public"."lows";

ALTER TYPE "public"."span" RENAME TO "span__before_swap";

CREATE TYPE "public"."span" AS (
	"low" numeric,
	"high" integer
);

ALTER TABLE "public"."gauge" ALTER COLUMN "span" TYPE public.span USING CASE WHEN "span" IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(("span")."low"::numeric, ("span")."high")::public.span END;

ALTER TABLE "public"."gauge" ALTER COLUMN "spans" TYPE public.span[] USING "spans"::text[]::public.span[];

CREATE VIEW "public"."lows" AS SELECT id,
    (span).low AS low
   FROM public.gauge;

GRANT SELECT ON TABLE public.lows TO pg_monitor;

DROP TYPE "public"."span__before_swap";
