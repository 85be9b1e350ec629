DROP VIEW "public"."amounts";

ALTER TABLE "public"."account" ALTER COLUMN "amount" DROP DEFAULT;

DROP FUNCTION "public"."twice"(public.amount);

ALTER DOMAIN "public"."amount" RENAME TO "amount__before_swap";

CREATE DOMAIN "public"."amount" AS numeric
	CONSTRAINT "positive" CHECK ((VALUE > (0)::numeric));

ALTER DOMAIN "public"."small_amount" RENAME TO "small_amount__before_swap";

CREATE DOMAIN "public"."small_amount" AS public.amount
	CONSTRAINT "small_amount_check" CHECK (((VALUE)::numeric < (100)::numeric));

ALTER TABLE "public"."account" ALTER COLUMN "amount" TYPE public.amount USING "amount"::integer::numeric::public.amount;

ALTER TABLE "public"."account" ALTER COLUMN "many" TYPE public.amount[] USING "many"::integer[]::numeric[]::public.amount[];

ALTER TABLE "public"."account" ALTER COLUMN "small" TYPE public.small_amount USING "small"::integer::numeric::public.small_amount;

CREATE OR REPLACE FUNCTION public.twice(public.amount)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT $1 * 2$function$;

ALTER TABLE "public"."account" ALTER COLUMN "amount" SET DEFAULT 5;

CREATE VIEW "public"."amounts" AS SELECT id,
    amount
   FROM public.account;

COMMENT ON DOMAIN "public"."amount" IS 'of money';

COMMENT ON CONSTRAINT "positive" ON DOMAIN "public"."amount" IS 'no debts';

DROP DOMAIN "public"."small_amount__before_swap";

DROP DOMAIN "public"."amount__before_swap";
