DROP VIEW "public"."a view";

ALTER TABLE "public"."maker" DROP CONSTRAINT "z key";
