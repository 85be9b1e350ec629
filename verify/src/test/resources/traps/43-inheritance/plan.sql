ALTER TABLE "public"."dog" NO INHERIT "public"."pet";

ALTER TABLE "public"."animal" ADD COLUMN "age" integer;

ALTER TABLE "public"."cat" ADD COLUMN "age" integer;

ALTER TABLE "public"."animal" ALTER COLUMN "legs" SET DEFAULT 3;

ALTER TABLE "public"."bird" ALTER COLUMN "legs" SET DEFAULT 2;

ALTER TABLE "public"."cat" ALTER COLUMN "legs" SET DEFAULT 3;

ALTER TABLE "public"."cat" DROP COLUMN "gone";

ALTER TABLE "public"."animal" DROP COLUMN "gone";

ALTER TABLE "public"."cat" INHERIT "public"."animal";
