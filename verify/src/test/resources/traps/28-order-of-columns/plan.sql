DROP VIEW "public"."shelves";

CREATE VIEW "public"."shelves" AS SELECT note,
    height,
    width,
    id
   FROM public.shelf;
