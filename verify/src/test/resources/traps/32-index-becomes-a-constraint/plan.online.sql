COMMENT ON INDEX "public"."seat_place" IS NULL;

ALTER TABLE "public"."seat" DROP CONSTRAINT "seat_code";

ALTER TABLE "public"."seat" ADD CONSTRAINT "seat_place" UNIQUE USING INDEX "seat_place";

ALTER TABLE "public"."seat" ADD CONSTRAINT "seat_row" UNIQUE USING INDEX "seat_row" DEFERRABLE;

COMMENT ON CONSTRAINT "seat_place" ON "public"."seat" IS 'one body a seat';

CREATE UNIQUE INDEX CONCURRENTLY "seat_code" ON "public"."seat" USING btree (code);
