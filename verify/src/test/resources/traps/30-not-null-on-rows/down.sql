ALTER TABLE "public"."member" ALTER COLUMN "since" DROP DEFAULT;

ALTER TABLE "public"."entry" ALTER COLUMN "day" DROP NOT NULL;

ALTER TABLE "public"."entry_2026" ALTER COLUMN "note" DROP NOT NULL;

ALTER TABLE "public"."entry_2027" ALTER COLUMN "note" SET NOT NULL;

ALTER TABLE "public"."member" ALTER COLUMN "e-mail" DROP NOT NULL;

ALTER TABLE "public"."member" ALTER COLUMN "since" DROP NOT NULL;

ALTER TABLE "public"."member" DROP COLUMN "fee";
