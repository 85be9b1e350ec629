DROP VIEW "public"."shelves";

CREATE VIEW "public"."shelves" AS SELECT id,
    width,
    height,
    note
   FROM public.shelf;
