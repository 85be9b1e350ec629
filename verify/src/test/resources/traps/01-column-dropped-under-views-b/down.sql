ALTER TABLE "public"."guest" ADD COLUMN "fax" text;

CREATE OR REPLACE VIEW "public"."book" AS SELECT id,
    name,
    fax
   FROM public.guest;

CREATE OR REPLACE VIEW "public"."short_book" AS SELECT id,
    fax
   FROM public.book;
