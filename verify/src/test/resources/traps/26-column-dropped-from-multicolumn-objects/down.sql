DROP STATISTICS public.trip_stats;

DROP INDEX "public"."trip_c_with_b";

DROP INDEX "public"."trip_cb";

ALTER TABLE "public"."ref" DROP CONSTRAINT "ref_fk";

ALTER TABLE "public"."trip" DROP CONSTRAINT "trip_ab";

ALTER TABLE "public"."trip" DROP CONSTRAINT "trip_check";

ALTER TABLE "public"."trip" ADD COLUMN "b" integer;

ALTER TABLE "public"."trip" ADD CONSTRAINT "trip_ab" UNIQUE (a, b);

ALTER TABLE "public"."ref" ADD CONSTRAINT "ref_fk" FOREIGN KEY (x, y) REFERENCES public.trip(a, b);

ALTER TABLE "public"."trip" ADD CONSTRAINT "trip_c_b_excl" EXCLUDE USING btree (c WITH =, b WITH =);

ALTER TABLE "public"."trip" ADD CONSTRAINT "trip_check" CHECK (((a > 0) AND (b > 0)));

CREATE INDEX trip_c_with_b ON public.trip USING btree (c) INCLUDE (b);

CREATE INDEX trip_cb ON public.trip USING btree (c, b);

CREATE INDEX trip_part ON public.trip USING btree (c) WHERE (b > 5);

CREATE STATISTICS public.trip_stats (dependencies) ON a, b, c FROM public.trip;

COMMENT ON INDEX "public"."trip_cb" IS 'for c first';

COMMENT ON STATISTICS public.trip_stats IS 'they go together';
