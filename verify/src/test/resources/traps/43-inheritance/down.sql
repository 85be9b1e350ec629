ALTER TABLE "public"."cat" NO INHERIT "public"."animal";

ALTER TABLE "public"."cat" ALTER COLUMN "legs" DROP DEFAULT;

ALTER TABLE "public"."cat" ADD COLUMN "gone" integer;

ALTER TABLE "public"."animal" ALTER COLUMN "legs" SET DEFAULT 4;

ALTER TABLE "public"."bird" ALTER COLUMN "legs" SET DEFAULT 2;

ALTER TABLE "public"."cat" DROP COLUMN "age";

ALTER TABLE "public"."dog" INHERIT "public"."pet";

ALTER TABLE "public"."animal" ADD COLUMN "gone" integer;

ALTER TABLE "public"."animal" DROP COLUMN "age";
