CREATE TABLE "public"."a_factor" (
	"code" text NOT NULL,
	"factor" numeric NOT NULL,
	CONSTRAINT "a_factor_pkey" PRIMARY KEY (code)
);

CREATE OR REPLACE FUNCTION public.a_price(code text)
 RETURNS numeric
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT max(b.rate * coalesce(f.factor, 1)) FROM public."base rate" b LEFT JOIN public.a_factor f ON f.code = b.code WHERE b.code = $1$function$;

CREATE TABLE "public"."a_bill" (
	"code" text,
	"price" numeric DEFAULT public.a_price('A'::text),
	"priced" numeric GENERATED ALWAYS AS (public.a_price(code)) STORED,
	CONSTRAINT "a_bill_code_check" CHECK ((public.a_price(code) > (0)::numeric))
);

CREATE INDEX a_bill_price ON public.a_bill USING btree (public.a_price(code));

CREATE MATERIALIZED VIEW "public"."a_prices" AS SELECT code,
    public.a_price(code) AS price
   FROM public."base rate";
