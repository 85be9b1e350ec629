DROP FUNCTION "public"."town"(public."post address");

ALTER TYPE "public"."post address" RENAME TO "post address__before_swap";

CREATE TYPE "public"."post address" AS (
	"street" text,
	"zip" text,
	"town" text
);

ALTER TABLE "public"."firm" ALTER COLUMN "at" TYPE public."post address" USING CASE WHEN "at" IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(("at")."street", NULL, ("at")."town")::public."post address" END;

CREATE OR REPLACE FUNCTION public.town(public."post address")
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT $1.town$function$;

DROP TYPE "public"."post address__before_swap";
