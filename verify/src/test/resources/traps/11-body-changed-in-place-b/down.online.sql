DROP INDEX "public"."bill_tax";

ALTER TABLE "public"."bill" DROP CONSTRAINT "bill_net_check";

DROP FUNCTION "public"."tax"(numeric, numeric);

CREATE OR REPLACE FUNCTION public.tax(net numeric)
 RETURNS numeric
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT net * 0.16$function$;

ALTER TABLE "public"."bill" ADD CONSTRAINT "bill_net_check" CHECK ((public.tax(net) >= (0)::numeric)) NOT VALID;

ALTER TABLE "public"."bill" VALIDATE CONSTRAINT "bill_net_check";

CREATE INDEX CONCURRENTLY "bill_tax" ON "public"."bill" USING btree (public.tax(net));
