ALTER TABLE "public"."entry_2027" ADD CONSTRAINT "entry_2027_note_not_null" CHECK ("note" IS NOT NULL) NOT VALID;

ALTER TABLE "public"."entry_2027" VALIDATE CONSTRAINT "entry_2027_note_not_null";

ALTER TABLE "public"."member" ALTER COLUMN "since" DROP DEFAULT;

ALTER TABLE "public"."entry" ALTER COLUMN "day" DROP NOT NULL;

ALTER TABLE "public"."entry_2026" ALTER COLUMN "note" DROP NOT NULL;

ALTER TABLE "public"."entry_2027" ALTER COLUMN "note" SET NOT NULL;

ALTER TABLE "public"."entry_2027" DROP CONSTRAINT "entry_2027_note_not_null";

ALTER TABLE "public"."member" ALTER COLUMN "e-mail" DROP NOT NULL;

ALTER TABLE "public"."member" ALTER COLUMN "since" DROP NOT NULL;

ALTER TABLE "public"."member" DROP COLUMN "fee";
