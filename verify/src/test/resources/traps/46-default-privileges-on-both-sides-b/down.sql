ALTER DEFAULT PRIVILEGES FOR ROLE "postgres" REVOKE DELETE ON TABLES FROM pg_signal_backend;

DROP VIEW "shop"."olds";

DROP FUNCTION "shop"."closed"();

DROP FUNCTION "shop"."open"();

ALTER TABLE "shop"."old" ALTER COLUMN "id" TYPE integer;

CREATE VIEW "shop"."olds" AS SELECT id
   FROM shop.old;

REVOKE INSERT, SELECT ON TABLE "shop"."olds" FROM pg_monitor;

ALTER DEFAULT PRIVILEGES FOR ROLE "postgres" GRANT UPDATE ON TABLES TO pg_signal_backend;

DROP TABLE "shop"."less";

DROP TABLE "shop"."silent";

DROP TABLE "shop"."usual";
