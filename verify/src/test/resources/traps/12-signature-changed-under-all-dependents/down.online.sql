DROP TRIGGER "noted" ON "public"."box";

DROP INDEX "public"."box_big";

DROP INDEX "public"."box_half";

ALTER TABLE "public"."box" DROP CONSTRAINT "box_n";

CREATE OR REPLACE FUNCTION public.half(n integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT n / 2$function$;

ALTER TABLE "public"."box" ALTER COLUMN "halved" SET EXPRESSION AS (public.half(n));

ALTER TABLE "public"."box" ALTER COLUMN "n" SET DEFAULT public.half(8);

ALTER TABLE "public"."box" ADD CONSTRAINT "box_n" CHECK ((public.half(n) > 0)) NOT VALID;

CREATE OR REPLACE VIEW "public"."halves" AS SELECT id,
    public.half(n) AS h,
    halved
   FROM public.box;

CREATE TRIGGER noted BEFORE UPDATE ON public.box FOR EACH ROW WHEN ((public.half(new.n) > 5)) EXECUTE FUNCTION public.noted();

ALTER POLICY "small" ON "public"."box" TO public USING ((public.half(n) < 1000));

DROP FUNCTION "public"."half"(bigint);

GRANT EXECUTE ON FUNCTION public.half(integer) TO pg_monitor;

ALTER TABLE "public"."box" VALIDATE CONSTRAINT "box_n";

CREATE INDEX CONCURRENTLY "box_big" ON "public"."box" USING btree (id) WHERE (public.half(n) > 100);

CREATE INDEX CONCURRENTLY "box_half" ON "public"."box" USING btree (public.half(n));
