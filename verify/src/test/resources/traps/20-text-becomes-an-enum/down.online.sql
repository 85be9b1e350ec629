DROP VIEW "public"."red_lamps";

ALTER TABLE "public"."lamp" ALTER COLUMN "colour" DROP DEFAULT;

ALTER TABLE "public"."lamp" ALTER COLUMN "colour" TYPE text;

ALTER TABLE "public"."lamp" ALTER COLUMN "colour" SET DEFAULT 'red'::text;

ALTER TABLE "public"."lamp" ADD CONSTRAINT "lamp_colour_check" CHECK ((colour <> ''::text)) NOT VALID;

CREATE VIEW "public"."red_lamps" AS SELECT id
   FROM public.lamp
  WHERE (colour = 'red'::text);

DROP TYPE "public"."colour";

ALTER TABLE "public"."lamp" VALIDATE CONSTRAINT "lamp_colour_check";
