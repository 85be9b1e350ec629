CREATE INDEX CONCURRENTLY "feed_at_new" ON "public"."feed" USING btree (at);

CREATE UNIQUE INDEX CONCURRENTLY "feed_id_new" ON "public"."feed" USING btree (id);

CREATE INDEX CONCURRENTLY "feed_upper_new" ON "public"."feed" USING btree (upper(name));

ALTER TABLE "public"."feed" REPLICA IDENTITY DEFAULT;

DROP INDEX "public"."feed_at";

ALTER INDEX "public"."feed_at_new" RENAME TO "feed_at";

DROP INDEX "public"."feed_id";

ALTER INDEX "public"."feed_id_new" RENAME TO "feed_id";

DROP INDEX "public"."feed_upper";

ALTER INDEX "public"."feed_upper_new" RENAME TO "feed_upper";

ALTER TABLE "public"."feed" REPLICA IDENTITY USING INDEX "feed_id";

COMMENT ON INDEX "public"."feed_id" IS 'who it is';

ALTER TABLE public.feed CLUSTER ON feed_at;

ALTER INDEX public.feed_upper ALTER COLUMN 1 SET STATISTICS 321;
