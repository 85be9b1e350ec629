ALTER TABLE "public"."bill" DROP CONSTRAINT "bill_net_check";

CREATE OR REPLACE FUNCTION public.tax(net numeric)
 RETURNS numeric
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$SELECT net * 0.19$function$;

CREATE OR REPLACE FUNCTION public.tax(net numeric, rate numeric DEFAULT 0.19)
 RETURNS numeric
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT net * rate$function$;

CREATE INDEX CONCURRENTLY "bill_tax_new" ON "public"."bill" USING btree (public.tax(net, 0.19));

ALTER TABLE "public"."bill" ADD CONSTRAINT "bill_net_check" CHECK ((public.tax(net, 0.19) >= (0)::numeric)) NOT VALID;

DROP INDEX "public"."bill_tax";

ALTER INDEX "public"."bill_tax_new" RENAME TO "bill_tax";

ALTER TABLE "public"."bill" VALIDATE CONSTRAINT "bill_net_check";
