DROP STATISTICS public."car kinds";

ALTER TABLE "public"."car" ALTER COLUMN "year" TYPE integer;

CREATE STATISTICS public."car kinds" (ndistinct) ON make, model FROM public.car;

ALTER STATISTICS public.car_all SET STATISTICS 400;
