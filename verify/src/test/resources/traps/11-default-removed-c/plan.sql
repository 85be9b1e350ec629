DROP VIEW "public"."greetings";

DROP FUNCTION "public"."greet"(text, text);

CREATE OR REPLACE FUNCTION public.greet(name text, word text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT word || ' ' || name$function$;

CREATE VIEW "public"."greetings" AS SELECT public.greet('Ada'::text, 'Hi'::text) AS g;

GRANT SELECT ON TABLE public.greetings TO pg_monitor;
