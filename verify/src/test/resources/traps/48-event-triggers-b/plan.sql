DROP EVENT TRIGGER "old guard";

CREATE TABLE "public"."b" (
	"id" integer
);

ALTER TABLE "public"."a" ADD COLUMN "b" integer;

CREATE EVENT TRIGGER "new guard" ON ddl_command_start WHEN TAG IN ('CREATE TABLE', 'ALTER TABLE', 'COMMENT', 'CREATE INDEX') EXECUTE FUNCTION public.guard();

CREATE EVENT TRIGGER sleeping ON sql_drop EXECUTE FUNCTION public.guard();

ALTER EVENT TRIGGER sleeping DISABLE;
