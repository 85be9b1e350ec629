ALTER TABLE "public"."place" ADD COLUMN "rank" integer;

ALTER TABLE "public"."place" ADD COLUMN "seen" timestamp with time zone;

ALTER TABLE "public"."place" ALTER COLUMN "rank" SET DEFAULT 3;

ALTER TABLE "public"."place" ALTER COLUMN "seen" SET DEFAULT clock_timestamp();
