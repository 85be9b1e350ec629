DROP VIEW "public"."titles";

DROP VIEW "public"."songs";

CREATE VIEW "public"."songs" AS SELECT id,
    length,
    title
   FROM public.song;

CREATE VIEW "public"."titles" AS SELECT title
   FROM public.songs;

GRANT SELECT ON TABLE public.songs TO pg_monitor;
