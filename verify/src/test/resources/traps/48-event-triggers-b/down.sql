DROP EVENT TRIGGER "new guard";

DROP EVENT TRIGGER sleeping;

ALTER TABLE "public"."a" DROP COLUMN "b";

DROP TABLE "public"."b";

CREATE EVENT TRIGGER "old guard" ON ddl_command_start WHEN TAG IN ('CREATE TABLE', 'ALTER TABLE') EXECUTE FUNCTION public.guard();
