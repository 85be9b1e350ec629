ALTER TABLE "public"."entry" ADD CONSTRAINT "entry_day_not_null" CHECK ("day" IS NOT NULL) NOT VALID;

ALTER TABLE "public"."entry" VALIDATE CONSTRAINT "entry_day_not_null";

ALTER TABLE "public"."entry_2026" ADD CONSTRAINT "entry_2026_note_not_null" CHECK ("note" IS NOT NULL) NOT VALID;

ALTER TABLE "public"."entry_2026" VALIDATE CONSTRAINT "entry_2026_note_not_null";

ALTER TABLE "public"."member" ADD CONSTRAINT "member_e-mail_not_null" CHECK ("e-mail" IS NOT NULL) NOT VALID;

ALTER TABLE "public"."member" VALIDATE CONSTRAINT "member_e-mail_not_null";

ALTER TABLE "public"."member" ADD CONSTRAINT "member_since_not_null" CHECK ("since" IS NOT NULL) NOT VALID;

ALTER TABLE "public"."member" VALIDATE CONSTRAINT "member_since_not_null";

ALTER TABLE "public"."entry" ALTER COLUMN "day" SET NOT NULL;

ALTER TABLE "public"."entry" DROP CONSTRAINT "entry_day_not_null";

ALTER TABLE "public"."entry_2026" ALTER COLUMN "note" SET NOT NULL;

ALTER TABLE "public"."entry_2026" DROP CONSTRAINT "entry_2026_note_not_null";

ALTER TABLE "public"."entry_2027" ALTER COLUMN "note" DROP NOT NULL;

ALTER TABLE "public"."member" ALTER COLUMN "e-mail" SET NOT NULL;

ALTER TABLE "public"."member" DROP CONSTRAINT "member_e-mail_not_null";

ALTER TABLE "public"."member" ADD COLUMN "fee" numeric DEFAULT 0 NOT NULL;

ALTER TABLE "public"."member" ALTER COLUMN "since" SET NOT NULL;

ALTER TABLE "public"."member" DROP CONSTRAINT "member_since_not_null";

ALTER TABLE "public"."member" ALTER COLUMN "since" SET DEFAULT '2026-01-01'::date;
