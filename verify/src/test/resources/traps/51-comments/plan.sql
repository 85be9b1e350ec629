COMMENT ON SCHEMA "c" IS NULL;

COMMENT ON COLUMN "c"."t"."a" IS NULL;

COMMENT ON COLUMN "c"."tab"."n" IS NULL;

COMMENT ON COLUMN "c"."v"."id" IS NULL;

COMMENT ON CONSTRAINT "ok" ON DOMAIN "c"."d" IS NULL;

COMMENT ON STATISTICS c.s IS NULL;

COMMENT ON POLICY "p" ON "c"."tab" IS NULL;

COMMENT ON DOMAIN "c"."d" IS 'domain';

COMMENT ON TABLE "c"."tab" IS 'Tabelle „für“ alles 🌳';

COMMENT ON COLUMN "c"."t"."b" IS 'attribute';

COMMENT ON COLUMN "c"."tab"."id" IS 'comes';

COMMENT ON FUNCTION "c"."f"(integer, text) IS E'it''s a \\ function
of two lines';

COMMENT ON OPERATOR c.### (integer, text) IS 'the operator';

COMMENT ON CONSTRAINT "k" ON "c"."tab" IS 'the key';

COMMENT ON VIEW "c"."v" IS 'view';

COMMENT ON RULE r ON c.v IS 'the rule';

COMMENT ON INDEX c.k IS 'the index of the key';
