ALTER TABLE "public"."entry_2027" ADD CONSTRAINT "entry_2027_note_not_null" NOT NULL "note" NOT VALID;

ALTER TABLE "public"."entry_2027" VALIDATE CONSTRAINT "entry_2027_note_not_null";

ALTER TABLE "public"."member" ALTER COLUMN "since" DROP DEFAULT;

ALTER TABLE "public"."entry" ALTER COLUMN "day" DROP NOT NULL;

ALTER TABLE "public"."entry_2026" ALTER COLUMN "note" DROP NOT NULL;

ALTER TABLE "public"."member" ALTER COLUMN "e-mail" DROP NOT NULL;

ALTER TABLE "public"."member" ALTER COLUMN "since" DROP NOT NULL;

ALTER TABLE "public"."member" DROP COLUMN "fee";
