DROP VIEW "public"."red_lamps";

ALTER TABLE "public"."lamp" DROP CONSTRAINT "lamp_colour_check";

ALTER TABLE "public"."lamp" ALTER COLUMN "colour" DROP DEFAULT;

CREATE TYPE "public"."colour" AS ENUM('red', 'green');

ALTER TABLE "public"."lamp" ALTER COLUMN "colour" TYPE public.colour USING "colour"::public.colour;

ALTER TABLE "public"."lamp" ALTER COLUMN "colour" SET DEFAULT 'red'::public.colour;

CREATE VIEW "public"."red_lamps" AS SELECT id
   FROM public.lamp
  WHERE (colour = 'red'::public.colour);
