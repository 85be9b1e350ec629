ALTER DOMAIN "public"."code" DROP CONSTRAINT "later";

ALTER DOMAIN "public"."code" DROP CONSTRAINT "short!";

ALTER DOMAIN "public"."code" DROP CONSTRAINT "upper";

ALTER DOMAIN "public"."named" DROP DEFAULT;

ALTER DOMAIN "public"."code" DROP NOT NULL;

ALTER DOMAIN "public"."named" SET NOT NULL;

ALTER DOMAIN "public"."code" SET DEFAULT 'X'::text;

ALTER DOMAIN "public"."code" ADD CONSTRAINT "short!" CHECK ((length(VALUE) < 9));
