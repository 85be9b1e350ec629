ALTER TABLE "public"."tight" ALTER COLUMN "c" DROP DEFAULT;

ALTER TABLE "public"."tight" ALTER COLUMN "g" DROP DEFAULT;

ALTER TABLE "public"."tight" ALTER COLUMN "a" TYPE character varying(10);

ALTER TABLE "public"."tight" ALTER COLUMN "b" TYPE numeric(8,2);

ALTER TABLE "public"."tight" ALTER COLUMN "c" TYPE integer USING "c"::integer;

ALTER TABLE "public"."tight" ALTER COLUMN "d" TYPE timestamp without time zone;

ALTER TABLE "public"."tight" ALTER COLUMN "e" TYPE integer;

ALTER TABLE "public"."tight" ALTER COLUMN "f" TYPE text;

ALTER TABLE "public"."tight" ALTER COLUMN "g" TYPE integer USING "g"::integer;

ALTER TABLE "public"."tight" ALTER COLUMN "c" SET DEFAULT 7;

ALTER TABLE "public"."tight" ALTER COLUMN "g" SET DEFAULT 1;
