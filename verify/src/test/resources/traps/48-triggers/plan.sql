DROP TRIGGER "late" ON "public"."task";

DROP TRIGGER "moved" ON "public"."task";

ALTER TABLE "public"."task" ALTER COLUMN "n" TYPE bigint;

CREATE CONSTRAINT TRIGGER late AFTER INSERT ON public.task DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW WHEN ((new.n > 0)) EXECUTE FUNCTION public.noted();

CREATE TRIGGER moved AFTER UPDATE ON public.task REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT WHEN ((pg_trigger_depth() = 0)) EXECUTE FUNCTION public.noted('x y');

ALTER TABLE "public"."task" ENABLE ALWAYS TRIGGER "late";

ALTER TABLE "public"."task" ENABLE REPLICA TRIGGER "replica";

COMMENT ON TRIGGER "late" ON "public"."task" IS 'at the end';

ALTER TABLE public.job_1 DISABLE TRIGGER parts;
