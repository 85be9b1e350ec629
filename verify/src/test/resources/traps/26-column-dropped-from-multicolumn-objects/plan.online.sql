CREATE UNIQUE INDEX CONCURRENTLY "trip_ab_new" ON "public"."trip" (a);

CREATE INDEX CONCURRENTLY "trip_c_with_b_new" ON "public"."trip" USING btree (c) INCLUDE (d);

CREATE INDEX CONCURRENTLY "trip_cb_new" ON "public"."trip" USING btree (c);

DROP STATISTICS public.trip_stats;

ALTER TABLE "public"."ref" DROP CONSTRAINT "ref_fk";

ALTER TABLE "public"."trip" DROP CONSTRAINT "trip_c_b_excl";

ALTER TABLE "public"."trip" DROP CONSTRAINT "trip_check";

ALTER TABLE "public"."trip" DROP CONSTRAINT "trip_ab", ADD CONSTRAINT "trip_ab" UNIQUE USING INDEX "trip_ab_new";

ALTER TABLE "public"."ref" ADD CONSTRAINT "ref_fk" FOREIGN KEY (x) REFERENCES public.trip(a) NOT VALID;

ALTER TABLE "public"."trip" ADD CONSTRAINT "trip_check" CHECK ((a > 0)) NOT VALID;

DROP INDEX "public"."trip_c_with_b";

ALTER INDEX "public"."trip_c_with_b_new" RENAME TO "trip_c_with_b";

DROP INDEX "public"."trip_cb";

ALTER INDEX "public"."trip_cb_new" RENAME TO "trip_cb";

CREATE STATISTICS public.trip_stats (dependencies) ON a, c FROM public.trip;

COMMENT ON INDEX "public"."trip_cb" IS 'for c first';

COMMENT ON STATISTICS public.trip_stats IS 'they go together';

ALTER TABLE "public"."ref" VALIDATE CONSTRAINT "ref_fk";

ALTER TABLE "public"."trip" VALIDATE CONSTRAINT "trip_check";

DROP INDEX CONCURRENTLY "public"."trip_part";

ALTER TABLE "public"."trip" DROP COLUMN "b";
