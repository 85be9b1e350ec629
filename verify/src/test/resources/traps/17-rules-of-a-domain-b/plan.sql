ALTER DOMAIN "public"."code" DROP CONSTRAINT "short!";

ALTER DOMAIN "public"."code" DROP DEFAULT;

ALTER DOMAIN "public"."named" DROP NOT NULL;

ALTER DOMAIN "public"."code" SET NOT NULL;

ALTER DOMAIN "public"."named" SET DEFAULT 'n'::text;

ALTER DOMAIN "public"."code" ADD CONSTRAINT "later" CHECK ((VALUE <> 'NO'::text)) NOT VALID;

ALTER DOMAIN "public"."code" ADD CONSTRAINT "short!" CHECK ((length(VALUE) < 5));

ALTER DOMAIN "public"."code" ADD CONSTRAINT "upper" CHECK (public.is_code(VALUE));
