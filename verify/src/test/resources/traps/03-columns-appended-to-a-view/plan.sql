CREATE OR REPLACE VIEW "public"."songs" AS SELECT id,
    title,
    length,
    year
   FROM public.song
  WHERE (year > 1900);
