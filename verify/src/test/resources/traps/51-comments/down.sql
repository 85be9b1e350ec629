COMMENT ON DOMAIN "c"."d" IS NULL;

COMMENT ON COLUMN "c"."t"."b" IS NULL;

COMMENT ON COLUMN "c"."tab"."id" IS NULL;

COMMENT ON VIEW "c"."v" IS NULL;

COMMENT ON SCHEMA "c" IS 'schema';

COMMENT ON TABLE "c"."tab" IS 'table';

COMMENT ON COLUMN "c"."t"."a" IS 'attribute';

COMMENT ON COLUMN "c"."tab"."n" IS 'goes';

COMMENT ON COLUMN "c"."v"."id" IS 'of a view';

COMMENT ON FUNCTION "c"."f"(integer, text) IS 'function';

COMMENT ON OPERATOR c.### (integer, text) IS 'operator';

COMMENT ON CONSTRAINT "ok" ON DOMAIN "c"."d" IS 'domain constraint';

COMMENT ON CONSTRAINT "k" ON "c"."tab" IS 'key';

COMMENT ON STATISTICS c.s IS 'statistics';

COMMENT ON RULE r ON c.v IS 'rule';

COMMENT ON POLICY "p" ON "c"."tab" IS 'policy';

COMMENT ON INDEX c.k IS 'index of a key';
