CREATE TYPE "public"."kind" AS ENUM('paper', 'phone');

CREATE SEQUENCE "public"."new numbers" AS bigint INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 100 CACHE 1;

ALTER TABLE "public"."ticket" ADD COLUMN "kind" public.kind DEFAULT 'phone'::public.kind;

CREATE OR REPLACE FUNCTION public.fresh_code()
 RETURNS text
 LANGUAGE sql
AS $function$SELECT 'T' || nextval('"new numbers"')$function$;

ALTER TABLE "public"."ticket" ALTER COLUMN "code" SET DEFAULT public.fresh_code();

ALTER TABLE "public"."ticket" ALTER COLUMN "number" SET DEFAULT nextval('public."new numbers"'::regclass);

DROP SEQUENCE "public"."old_numbers";
