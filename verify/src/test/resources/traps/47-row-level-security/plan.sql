DROP POLICY "own" ON "public"."diary";

DROP POLICY "read it" ON "public"."diary";

DROP POLICY "strict" ON "public"."diary";

DROP POLICY "own" ON "public"."letter";

ALTER TABLE "public"."letter" DISABLE ROW LEVEL SECURITY;

ALTER TABLE "public"."diary" ALTER COLUMN "owner" TYPE character varying(60);

ALTER TABLE "public"."diary" FORCE ROW LEVEL SECURITY;

ALTER TABLE "public"."open_letter" ENABLE ROW LEVEL SECURITY;

CREATE POLICY "own" ON "public"."diary" AS PERMISSIVE FOR ALL TO public USING (((owner)::text = public.me())) WITH CHECK ((((owner)::text = public.me()) AND (id > 0)));

CREATE POLICY "read it" ON "public"."diary" AS PERMISSIVE FOR ALL TO "pg_monitor", "pg_read_all_stats" USING (true);

CREATE POLICY "strict" ON "public"."diary" AS RESTRICTIVE FOR UPDATE TO public USING ((id > 0));

CREATE POLICY "own" ON "public"."open_letter" AS PERMISSIVE FOR ALL TO public USING ((owner = public.me()));

COMMENT ON POLICY "strict" ON "public"."diary" IS 'or not';
