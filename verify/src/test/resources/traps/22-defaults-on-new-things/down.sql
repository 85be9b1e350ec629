CREATE SEQUENCE "public"."old_numbers" AS bigint INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;

ALTER TABLE "public"."ticket" ALTER COLUMN "code" SET DEFAULT 'x'::text;

DROP FUNCTION "public"."fresh_code"();

ALTER TABLE "public"."ticket" ALTER COLUMN "number" SET DEFAULT nextval('public.old_numbers'::regclass);

ALTER TABLE "public"."ticket" DROP COLUMN "kind";

DROP SEQUENCE "public"."new numbers";

DROP TYPE "public"."kind";
