DROP INDEX "public"."mark_shape";

ALTER TABLE "public"."mark" ALTER COLUMN "at" TYPE date USING "at"::text::date;

ALTER TABLE "public"."mark" ALTER COLUMN "flags" TYPE uuid USING "flags"::text::uuid;

ALTER TABLE "public"."mark" ALTER COLUMN "shape" TYPE jsonb USING "shape"::text::jsonb;

CREATE INDEX CONCURRENTLY "mark_shape" ON "public"."mark" USING gin (shape);
