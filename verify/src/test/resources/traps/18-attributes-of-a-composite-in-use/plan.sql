ALTER TYPE "public"."post address" ADD ATTRIBUTE "country" character(2) CASCADE;

ALTER TYPE "public"."post address" DROP ATTRIBUTE "zip" CASCADE;

COMMENT ON COLUMN "public"."post address"."country" IS 'ISO 3166';
