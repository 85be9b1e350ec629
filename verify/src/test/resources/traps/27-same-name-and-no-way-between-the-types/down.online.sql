DROP INDEX "public"."mark_shape";

ALTER TABLE "public"."mark" ALTER COLUMN "at" TYPE point USING "at"::text::point;

ALTER TABLE "public"."mark" ALTER COLUMN "flags" TYPE bit(3) USING "flags"::text::bit(3);

ALTER TABLE "public"."mark" ALTER COLUMN "shape" TYPE box USING "shape"::text::box;

CREATE INDEX CONCURRENTLY "mark_shape" ON "public"."mark" USING gist (shape);
