ALTER TABLE "public"."feed" REPLICA IDENTITY DEFAULT;

DROP INDEX "public"."feed_at";

DROP INDEX "public"."feed_id";

DROP INDEX "public"."feed_upper";

CREATE INDEX feed_at ON public.feed USING btree (at);

CREATE UNIQUE INDEX feed_id ON public.feed USING btree (id);

CREATE INDEX feed_upper ON public.feed USING btree (upper(name));

ALTER TABLE "public"."feed" REPLICA IDENTITY USING INDEX "feed_id";

COMMENT ON INDEX "public"."feed_id" IS 'who it is';

ALTER TABLE public.feed CLUSTER ON feed_at;

ALTER INDEX public.feed_upper ALTER COLUMN 1 SET STATISTICS 321;
