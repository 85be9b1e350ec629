DROP STATISTICS public."car kinds";

ALTER TABLE "public"."car" ALTER COLUMN "year" TYPE smallint;

CREATE STATISTICS public."car kinds" (ndistinct, dependencies) ON make, model FROM public.car;

ALTER STATISTICS public.car_all SET STATISTICS 200;
