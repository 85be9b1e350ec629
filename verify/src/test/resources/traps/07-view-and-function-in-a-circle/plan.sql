CREATE VIEW "public"."top_nodes" AS SELECT NULL::integer AS "id", NULL::integer AS "parent";

CREATE OR REPLACE FUNCTION public.below(integer)
 RETURNS SETOF public.top_nodes
 LANGUAGE sql
 STABLE
AS $function$SELECT id, parent FROM node WHERE parent = $1$function$;

CREATE OR REPLACE VIEW "public"."top_nodes" AS SELECT id,
    parent
   FROM public.node n
  WHERE (NOT (EXISTS ( SELECT
           FROM public.below(n.id) b(id, parent)
          WHERE (b.id = n.id))));

COMMENT ON VIEW "public"."top_nodes" IS 'round';

GRANT SELECT ON TABLE public.top_nodes TO pg_monitor;
