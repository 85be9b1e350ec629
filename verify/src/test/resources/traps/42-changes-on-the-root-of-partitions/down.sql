DROP VIEW "public"."ys";

ALTER TABLE "public"."m" ADD COLUMN "gone" integer;

ALTER TABLE "public"."m" ALTER COLUMN "x" DROP NOT NULL;

ALTER TABLE "public"."m" ALTER COLUMN "y" TYPE character varying(10);

ALTER TABLE "public"."m11" ALTER COLUMN "y" SET STORAGE EXTERNAL;

ALTER TABLE "public"."m" ALTER COLUMN "x" SET DEFAULT 1;

ALTER TABLE "public"."m2" ALTER COLUMN "x" SET DEFAULT 7;

CREATE VIEW "public"."ys" AS SELECT y
   FROM public.m2;

ALTER TABLE "public"."m" DROP COLUMN "new";
