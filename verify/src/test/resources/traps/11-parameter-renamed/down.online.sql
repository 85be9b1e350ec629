DROP VIEW "public"."heads";

DROP VIEW "public"."taxes";

ALTER TABLE "public"."bill" DROP CONSTRAINT "bill_net_check";

DROP FUNCTION "public"."split"(text);

ALTER TABLE "public"."bill" DROP COLUMN "tax";

DROP FUNCTION "public"."tax"(numeric, numeric);

CREATE OR REPLACE FUNCTION public.split(text, OUT head text, OUT tail text)
 RETURNS record
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT left($1, 1), substr($1, 2)$function$;

CREATE OR REPLACE FUNCTION public.tax(net numeric, rate numeric DEFAULT 0.19)
 RETURNS numeric
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT net * rate$function$;

ALTER TABLE "public"."bill" ADD COLUMN "tax" numeric GENERATED ALWAYS AS (public.tax(net, 0.07)) STORED;

ALTER TABLE "public"."bill" ADD CONSTRAINT "bill_net_check" CHECK ((public.tax(net) >= (0)::numeric)) NOT VALID;

CREATE VIEW "public"."heads" AS SELECT head
   FROM public.split('abc'::text) split(head, tail);

CREATE VIEW "public"."taxes" AS SELECT net,
    public.tax(net) AS tax
   FROM public.bill;

COMMENT ON FUNCTION "public"."tax"(numeric, numeric) IS 'value added';

ALTER FUNCTION "public"."tax"(numeric, numeric) OWNER TO "pg_read_all_stats";

REVOKE EXECUTE ON FUNCTION public.tax(numeric,numeric) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION public.tax(numeric,numeric) TO pg_monitor;

ALTER TABLE "public"."bill" VALIDATE CONSTRAINT "bill_net_check";
