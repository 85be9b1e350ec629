DROP POLICY "drinkable" ON "public"."milk";

DROP VIEW "public"."best_milk";

DROP INDEX "public"."milk_bad";

ALTER TABLE "public"."milk" DROP CONSTRAINT "milk_grade";

ALTER TABLE "public"."milk" ALTER COLUMN "grade" DROP DEFAULT;

ALTER TABLE "public"."milk" ALTER COLUMN "grades" DROP DEFAULT;

DROP FUNCTION "public"."best"();

DROP FUNCTION "public"."next_grade"(public."Grade");

ALTER TYPE "public"."Grade" RENAME TO "Grade__before_swap";

CREATE TYPE "public"."Grade" AS ENUM('a', 'b', 'c');

ALTER DOMAIN "public"."good" RENAME TO "good__before_swap";

CREATE DOMAIN "public"."good" AS public."Grade"
	CONSTRAINT "good_check" CHECK ((VALUE <= 'b'::public."Grade"));

ALTER TABLE "public"."milk" ALTER COLUMN "good" TYPE public.good USING "good"::text::public.good;

ALTER TABLE "public"."milk" ALTER COLUMN "grade" TYPE public."Grade" USING "grade"::text::public."Grade";

ALTER TABLE "public"."milk" ALTER COLUMN "grades" TYPE public."Grade"[] USING "grades"::text[]::public."Grade"[];

CREATE OR REPLACE FUNCTION public.best()
 RETURNS public."Grade"
 LANGUAGE sql
 IMMUTABLE
BEGIN ATOMIC
 SELECT 'a'::public."Grade" AS "Grade";
END;

CREATE OR REPLACE FUNCTION public.next_grade(public."Grade")
 RETURNS public."Grade"
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT CASE $1 WHEN 'a' THEN 'b' ELSE 'c' END::"Grade"$function$;

ALTER TABLE "public"."milk" ALTER COLUMN "grade" SET DEFAULT 'a'::public."Grade";

ALTER TABLE "public"."milk" ALTER COLUMN "grades" SET DEFAULT '{a,b}'::public."Grade"[];

ALTER TABLE "public"."milk" ADD CONSTRAINT "milk_grade" CHECK (((grade <> 'c'::public."Grade") OR (id > 0))) NOT VALID;

CREATE VIEW "public"."best_milk" AS SELECT id,
    grade
   FROM public.milk
  WHERE (grade = public.best());

CREATE POLICY "drinkable" ON "public"."milk" AS PERMISSIVE FOR ALL TO public USING ((grade < 'c'::public."Grade"));

COMMENT ON TYPE "public"."Grade" IS 'of milk';

ALTER TYPE "public"."Grade" OWNER TO "pg_read_all_stats";

GRANT USAGE ON TYPE public."Grade" TO pg_monitor;

DROP DOMAIN "public"."good__before_swap";

DROP TYPE "public"."Grade__before_swap";

ALTER TABLE "public"."milk" VALIDATE CONSTRAINT "milk_grade";

CREATE INDEX CONCURRENTLY "milk_bad" ON "public"."milk" USING btree (id) WHERE (grade = 'c'::public."Grade");
