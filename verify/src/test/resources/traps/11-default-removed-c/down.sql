CREATE OR REPLACE FUNCTION public.greet(name text, word text DEFAULT 'Hello'::text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT word || ' ' || name$function$;
