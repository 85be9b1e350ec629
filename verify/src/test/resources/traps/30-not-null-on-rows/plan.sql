ALTER TABLE "public"."entry" ALTER COLUMN "day" SET NOT NULL;

ALTER TABLE "public"."entry_2026" ALTER COLUMN "note" SET NOT NULL;

ALTER TABLE "public"."entry_2027" ALTER COLUMN "note" DROP NOT NULL;

ALTER TABLE "public"."member" ALTER COLUMN "e-mail" SET NOT NULL;

ALTER TABLE "public"."member" ADD COLUMN "fee" numeric DEFAULT 0 NOT NULL;

ALTER TABLE "public"."member" ALTER COLUMN "since" SET NOT NULL;

ALTER TABLE "public"."member" ALTER COLUMN "since" SET DEFAULT '2026-01-01'::date;
