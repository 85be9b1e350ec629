ALTER TABLE "public"."place" DROP COLUMN "rank";

ALTER TABLE "public"."place" DROP COLUMN "seen";
