DROP STATISTICS public.trip_stats;

ALTER TABLE "public"."ref" DROP CONSTRAINT "ref_fk";

ALTER TABLE "public"."trip" DROP CONSTRAINT "trip_check";

ALTER TABLE "public"."trip" ADD COLUMN "b" integer;

CREATE UNIQUE INDEX CONCURRENTLY "trip_ab_new" ON "public"."trip" (a, b);

CREATE INDEX CONCURRENTLY "trip_c_with_b_new" ON "public"."trip" USING btree (c) INCLUDE (b);

CREATE INDEX CONCURRENTLY "trip_cb_new" ON "public"."trip" USING btree (c, b);

ALTER TABLE "public"."trip" DROP CONSTRAINT "trip_ab", ADD CONSTRAINT "trip_ab" UNIQUE USING INDEX "trip_ab_new";

ALTER TABLE "public"."ref" ADD CONSTRAINT "ref_fk" FOREIGN KEY (x, y) REFERENCES public.trip(a, b) NOT VALID;

ALTER TABLE "public"."trip" ADD CONSTRAINT "trip_c_b_excl" EXCLUDE USING btree (c WITH =, b WITH =);

ALTER TABLE "public"."trip" ADD CONSTRAINT "trip_check" CHECK (((a > 0) AND (b > 0))) NOT VALID;

DROP INDEX "public"."trip_c_with_b";

ALTER INDEX "public"."trip_c_with_b_new" RENAME TO "trip_c_with_b";

DROP INDEX "public"."trip_cb";

ALTER INDEX "public"."trip_cb_new" RENAME TO "trip_cb";

CREATE STATISTICS public.trip_stats (dependencies) ON a, b, c FROM public.trip;

COMMENT ON INDEX "public"."trip_cb" IS 'for c first';

COMMENT ON STATISTICS public.trip_stats IS 'they go together';

ALTER TABLE "public"."ref" VALIDATE CONSTRAINT "ref_fk";

ALTER TABLE "public"."trip" VALIDATE CONSTRAINT "trip_check";

CREATE INDEX CONCURRENTLY "trip_part" ON "public"."trip" USING btree (c) WHERE (b > 5);
