DROP VIEW "public"."cuts";

DROP FUNCTION "public"."cut"(text);

DROP FUNCTION "public"."cut"(text[]);

CREATE OR REPLACE FUNCTION public.cut(text, bigint)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT left($1, $2::int)$function$;

CREATE OR REPLACE FUNCTION public.cut(text, integer DEFAULT 2)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT left($1, greatest($2, 1))$function$;

CREATE OR REPLACE FUNCTION public.cut(text[])
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT left($1[1], 3)$function$;

CREATE VIEW "public"."cuts" AS SELECT public.cut('abc'::text, 2) AS a,
    public.cut(ARRAY['abc'::text]) AS b;

COMMENT ON FUNCTION "public"."cut"(text, bigint) IS 'three';

GRANT EXECUTE ON FUNCTION public.cut(text[]) TO pg_monitor;
