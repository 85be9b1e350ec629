ALTER TABLE "public"."entry" ADD CONSTRAINT "entry_day_not_null" NOT NULL "day" NOT VALID;

ALTER TABLE "public"."entry" VALIDATE CONSTRAINT "entry_day_not_null";

ALTER TABLE "public"."entry_2026" ADD CONSTRAINT "entry_2026_note_not_null" NOT NULL "note" NOT VALID;

ALTER TABLE "public"."entry_2026" VALIDATE CONSTRAINT "entry_2026_note_not_null";

ALTER TABLE "public"."member" ADD CONSTRAINT "member_e-mail_not_null" NOT NULL "e-mail" NOT VALID;

ALTER TABLE "public"."member" VALIDATE CONSTRAINT "member_e-mail_not_null";

ALTER TABLE "public"."member" ADD CONSTRAINT "member_since_not_null" NOT NULL "since" NOT VALID;

ALTER TABLE "public"."member" VALIDATE CONSTRAINT "member_since_not_null";

ALTER TABLE "public"."entry_2027" ALTER COLUMN "note" DROP NOT NULL;

ALTER TABLE "public"."member" ADD COLUMN "fee" numeric DEFAULT 0 NOT NULL;

ALTER TABLE "public"."member" ALTER COLUMN "since" SET DEFAULT '2026-01-01'::date;
