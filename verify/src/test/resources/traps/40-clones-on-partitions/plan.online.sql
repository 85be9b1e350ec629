DROP TRIGGER "noted" ON "public"."hit";

DROP INDEX "public"."hit_half";

DROP INDEX "public"."hit_n_idx";

ALTER TABLE "public"."hit" DROP CONSTRAINT "hit_n";

ALTER TABLE "public"."hit" DROP CONSTRAINT "hit_site";

ALTER TABLE "public"."hit_1" DROP CONSTRAINT "small";

ALTER TABLE "public"."hit" ADD CONSTRAINT "hit_n" CHECK ((n > 1)) NOT VALID;

ALTER TABLE "public"."hit" ADD CONSTRAINT "hit_site" FOREIGN KEY (site) REFERENCES public.site(id) ON DELETE CASCADE NOT VALID;

ALTER TABLE "public"."hit_1" ADD CONSTRAINT "small" CHECK ((n < 100)) NOT VALID;

CREATE TRIGGER noted AFTER INSERT OR UPDATE ON public.hit FOR EACH ROW EXECUTE FUNCTION public.noted();

CREATE TRIGGER here_only BEFORE INSERT ON public.hit_2 FOR EACH ROW EXECUTE FUNCTION public.noted();

ALTER TABLE "public"."hit" VALIDATE CONSTRAINT "hit_n";

ALTER TABLE "public"."hit" VALIDATE CONSTRAINT "hit_site";

ALTER TABLE "public"."hit_1" VALIDATE CONSTRAINT "small";

CREATE INDEX CONCURRENTLY "hit_1_half" ON "public"."hit_1" USING btree (((n / 2)));

CREATE INDEX CONCURRENTLY "hit_2_half" ON "public"."hit_2" USING btree (((n / 2)));

CREATE INDEX CONCURRENTLY "my own name" ON "public"."hit_1" USING btree (n, site);

CREATE INDEX hit_half ON public.hit USING btree (((n / 2)));

CREATE INDEX hit_n_idx ON public.hit USING btree (n, site);

DROP INDEX CONCURRENTLY "public"."only_here";
