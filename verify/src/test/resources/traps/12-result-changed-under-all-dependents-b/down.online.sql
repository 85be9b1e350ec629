DROP VIEW "public"."halves";

DROP INDEX "public"."box_half";

ALTER TABLE "public"."box" DROP CONSTRAINT "box_n_check";

ALTER TABLE "public"."box" ALTER COLUMN "n" DROP DEFAULT;

ALTER TABLE "public"."box" DROP COLUMN "halved";

DROP FUNCTION "public"."half"(integer);

CREATE OR REPLACE FUNCTION public.half(n integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT n / 2$function$;

ALTER TABLE "public"."box" ADD COLUMN "halved" numeric GENERATED ALWAYS AS (public.half(n)) STORED;

ALTER TABLE "public"."box" ALTER COLUMN "n" SET DEFAULT public.half(8);

ALTER TABLE "public"."box" ADD CONSTRAINT "box_n_check" CHECK ((public.half(n) > 0)) NOT VALID;

CREATE VIEW "public"."halves" AS SELECT id,
    public.half(n) AS h
   FROM public.box;

ALTER TABLE "public"."box" VALIDATE CONSTRAINT "box_n_check";

CREATE INDEX CONCURRENTLY "box_half" ON "public"."box" USING btree (public.half(n));
