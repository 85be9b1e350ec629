ALTER DEFAULT PRIVILEGES FOR ROLE "postgres" REVOKE UPDATE ON TABLES FROM pg_signal_backend;

DROP VIEW "shop"."olds";

CREATE SEQUENCE "shop"."silent_n_seq" AS integer INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1;

REVOKE USAGE ON SEQUENCE "shop"."silent_n_seq" FROM pg_monitor;

CREATE TABLE "shop"."less" (
	"id" integer
);

REVOKE GRANT OPTION FOR INSERT ON TABLE "shop"."less" FROM pg_monitor;

REVOKE SELECT ON TABLE "shop"."less" FROM pg_monitor;

CREATE TABLE "shop"."silent" (
	"id" integer GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME "shop"."silent_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1) NOT NULL,
	"n" integer DEFAULT nextval('shop.silent_n_seq'::regclass) NOT NULL
);

REVOKE INSERT, SELECT ON TABLE "shop"."silent" FROM pg_monitor;

REVOKE USAGE ON SEQUENCE "shop"."silent_id_seq" FROM pg_monitor;

CREATE TABLE "shop"."usual" (
	"id" integer
);

ALTER TABLE "shop"."old" ALTER COLUMN "id" TYPE bigint;

CREATE OR REPLACE FUNCTION shop.closed()
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 1$function$;

CREATE OR REPLACE FUNCTION shop.open()
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 1$function$;

GRANT EXECUTE ON ROUTINE "shop"."open"() TO PUBLIC;

ALTER SEQUENCE "shop"."silent_n_seq" OWNED BY "shop"."silent"."n";

CREATE VIEW "shop"."olds" AS SELECT id
   FROM shop.old;

REVOKE INSERT, SELECT ON TABLE "shop"."olds" FROM pg_monitor;

REVOKE EXECUTE ON FUNCTION shop.closed() FROM PUBLIC;

GRANT INSERT ON TABLE shop.less TO pg_monitor;

GRANT INSERT ON TABLE shop.usual TO pg_monitor WITH GRANT OPTION;

GRANT SELECT ON TABLE shop.usual TO pg_monitor;

ALTER DEFAULT PRIVILEGES FOR ROLE "postgres" GRANT DELETE ON TABLES TO pg_signal_backend;
