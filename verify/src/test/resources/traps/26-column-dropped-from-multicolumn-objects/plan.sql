DROP STATISTICS public.trip_stats;

DROP INDEX "public"."trip_c_with_b";

DROP INDEX "public"."trip_cb";

DROP INDEX "public"."trip_part";

ALTER TABLE "public"."ref" DROP CONSTRAINT "ref_fk";

ALTER TABLE "public"."trip" DROP CONSTRAINT "trip_ab";

ALTER TABLE "public"."trip" DROP CONSTRAINT "trip_c_b_excl";

ALTER TABLE "public"."trip" DROP CONSTRAINT "trip_check";

ALTER TABLE "public"."trip" ADD CONSTRAINT "trip_ab" UNIQUE (a);

ALTER TABLE "public"."ref" ADD CONSTRAINT "ref_fk" FOREIGN KEY (x) REFERENCES public.trip(a);

ALTER TABLE "public"."trip" ADD CONSTRAINT "trip_check" CHECK ((a > 0));

CREATE INDEX trip_c_with_b ON public.trip USING btree (c) INCLUDE (d);

CREATE INDEX trip_cb ON public.trip USING btree (c);

CREATE STATISTICS public.trip_stats (dependencies) ON a, c FROM public.trip;

COMMENT ON INDEX "public"."trip_cb" IS 'for c first';

COMMENT ON STATISTICS public.trip_stats IS 'they go together';

ALTER TABLE "public"."trip" DROP COLUMN "b";
