ALTER TABLE "public"."egg" DROP CONSTRAINT "egg_hen_fkey";

ALTER TABLE "public"."hen" DROP CONSTRAINT "hen_egg";

DROP TABLE "public"."egg";

DROP TABLE "public"."hen";
