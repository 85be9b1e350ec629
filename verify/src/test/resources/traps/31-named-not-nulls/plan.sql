ALTER TABLE "public"."guest" DROP CONSTRAINT "b_here";

ALTER TABLE "public"."guest" DROP CONSTRAINT "c_soon";

ALTER TABLE "public"."guest" ALTER COLUMN "b" SET NOT NULL;

ALTER TABLE "public"."guest" ALTER COLUMN "c" SET NOT NULL;
