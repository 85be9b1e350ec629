ALTER TABLE public.job_1 ENABLE TRIGGER parts;

ALTER TABLE "public"."task" ENABLE TRIGGER "replica";

DROP TRIGGER "late" ON "public"."task";

DROP TRIGGER "moved" ON "public"."task";

ALTER TABLE "public"."task" ALTER COLUMN "n" TYPE integer;

CREATE CONSTRAINT TRIGGER late AFTER INSERT ON public.task DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.noted();

CREATE TRIGGER moved AFTER UPDATE ON public.task REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.noted();

COMMENT ON TRIGGER "late" ON "public"."task" IS 'at the end';
