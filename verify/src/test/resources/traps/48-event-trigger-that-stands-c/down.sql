ALTER TABLE "public"."a" DROP COLUMN "b";
