DROP POLICY "own" ON "public"."diary";

DROP POLICY "read it" ON "public"."diary";

DROP POLICY "strict" ON "public"."diary";

DROP POLICY "own" ON "public"."open_letter";

ALTER TABLE "public"."diary" NO FORCE ROW LEVEL SECURITY;

ALTER TABLE "public"."open_letter" DISABLE ROW LEVEL SECURITY;

ALTER TABLE "public"."diary" ALTER COLUMN "owner" TYPE text;

ALTER TABLE "public"."letter" ENABLE ROW LEVEL SECURITY;

CREATE POLICY "own" ON "public"."diary" AS PERMISSIVE FOR ALL TO public USING ((owner = public.me()));

CREATE POLICY "read it" ON "public"."diary" AS PERMISSIVE FOR SELECT TO "pg_monitor" USING (true);

CREATE POLICY "strict" ON "public"."diary" AS PERMISSIVE FOR UPDATE TO public USING ((id > 0));

CREATE POLICY "own" ON "public"."letter" AS PERMISSIVE FOR ALL TO public USING ((owner = public.me()));

COMMENT ON POLICY "strict" ON "public"."diary" IS 'or not';
