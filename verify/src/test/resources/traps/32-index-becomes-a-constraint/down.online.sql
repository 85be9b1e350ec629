ALTER TABLE "public"."seat" DROP CONSTRAINT "seat_place";

ALTER TABLE "public"."seat" DROP CONSTRAINT "seat_row";

ALTER TABLE "public"."seat" ADD CONSTRAINT "seat_code" UNIQUE USING INDEX "seat_code";

CREATE UNIQUE INDEX CONCURRENTLY "seat_place" ON "public"."seat" USING btree ("row", number);

COMMENT ON INDEX "public"."seat_place" IS 'one body a seat';

CREATE UNIQUE INDEX CONCURRENTLY "seat_row" ON "public"."seat" USING btree ("row");
