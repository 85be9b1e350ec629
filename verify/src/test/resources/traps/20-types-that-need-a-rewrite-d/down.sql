ALTER TABLE "public"."tight" ALTER COLUMN "c" DROP DEFAULT;

ALTER TABLE "public"."tight" ALTER COLUMN "g" DROP DEFAULT;

ALTER TABLE "public"."tight" ALTER COLUMN "a" TYPE character varying(20);

ALTER TABLE "public"."tight" ALTER COLUMN "b" TYPE numeric(12,4);

ALTER TABLE "public"."tight" ALTER COLUMN "c" TYPE text;

ALTER TABLE "public"."tight" ALTER COLUMN "d" TYPE timestamp with time zone;

ALTER TABLE "public"."tight" ALTER COLUMN "e" TYPE bigint;

ALTER TABLE "public"."tight" ALTER COLUMN "f" TYPE jsonb USING "f"::jsonb;

ALTER TABLE "public"."tight" ALTER COLUMN "g" TYPE boolean USING "g"::integer::boolean;

ALTER TABLE "public"."tight" ALTER COLUMN "c" SET DEFAULT '7'::text;

ALTER TABLE "public"."tight" ALTER COLUMN "g" SET DEFAULT true;
