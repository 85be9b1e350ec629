DROP VIEW "public"."short_book";

DROP VIEW "public"."book";

CREATE VIEW "public"."book" AS SELECT id,
    name
   FROM public.guest;

CREATE VIEW "public"."short_book" AS SELECT id,
    name AS fax
   FROM public.book;

COMMENT ON VIEW "public"."book" IS 'who may come';

GRANT SELECT ON TABLE public.short_book TO pg_monitor;

ALTER TABLE "public"."guest" DROP COLUMN "fax";
