ALTER TABLE "public"."m" ADD CONSTRAINT "m_x_not_null" NOT NULL "x" NOT VALID;

ALTER TABLE "public"."m" VALIDATE CONSTRAINT "m_x_not_null";

DROP VIEW "public"."ys";

ALTER TABLE "public"."m" ADD COLUMN "new" integer DEFAULT 3;

ALTER TABLE "public"."m" ALTER COLUMN "y" TYPE text;

ALTER TABLE "public"."m11" ALTER COLUMN "y" SET STORAGE EXTERNAL;

ALTER TABLE "public"."m" ALTER COLUMN "x" SET DEFAULT 2;

ALTER TABLE "public"."m2" ALTER COLUMN "x" SET DEFAULT 7;

CREATE VIEW "public"."ys" AS SELECT y
   FROM public.m2;

ALTER TABLE "public"."m" DROP COLUMN "gone";
