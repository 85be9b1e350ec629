DROP FUNCTION "public"."total"(bigint);

DROP FUNCTION "public"."write log"(text);

CREATE OR REPLACE PROCEDURE public."write log"(IN line text)
 LANGUAGE sql
AS $procedure$INSERT INTO log VALUES (line)$procedure$;

CREATE AGGREGATE public.total(bigint) (SFUNC = public.add_up, STYPE = bigint, INITCOND = '0');

COMMENT ON AGGREGATE public.total(bigint) IS 'of many';

GRANT EXECUTE ON PROCEDURE public."write log"(text) TO pg_monitor;
