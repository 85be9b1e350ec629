DROP AGGREGATE public.total(bigint);

DROP PROCEDURE "public"."write log"(text);

CREATE OR REPLACE FUNCTION public.total(bigint)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT $1$function$;

CREATE OR REPLACE FUNCTION public."write log"(line text)
 RETURNS void
 LANGUAGE sql
AS $function$INSERT INTO log VALUES (line)$function$;

COMMENT ON FUNCTION "public"."total"(bigint) IS 'of one';

GRANT EXECUTE ON FUNCTION public."write log"(text) TO pg_monitor;
