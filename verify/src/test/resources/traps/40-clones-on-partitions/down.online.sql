DROP TRIGGER "noted" ON "public"."hit";

DROP TRIGGER "here_only" ON "public"."hit_2";

DROP INDEX "public"."hit_half";

DROP INDEX "public"."hit_n_idx";

ALTER TABLE "public"."hit" DROP CONSTRAINT "hit_n";

ALTER TABLE "public"."hit" DROP CONSTRAINT "hit_site";

ALTER TABLE "public"."hit_1" DROP CONSTRAINT "small";

ALTER TABLE "public"."hit" ADD CONSTRAINT "hit_n" CHECK ((n > 0)) NOT VALID;

ALTER TABLE "public"."hit" ADD CONSTRAINT "hit_site" FOREIGN KEY (site) REFERENCES public.site(id) NOT VALID;

ALTER TABLE "public"."hit_1" ADD CONSTRAINT "small" CHECK ((n < 1000)) NOT VALID;

CREATE TRIGGER noted AFTER INSERT ON public.hit FOR EACH ROW EXECUTE FUNCTION public.noted();

ALTER TABLE "public"."hit" VALIDATE CONSTRAINT "hit_n";

ALTER TABLE "public"."hit" VALIDATE CONSTRAINT "hit_site";

ALTER TABLE "public"."hit_1" VALIDATE CONSTRAINT "small";

CREATE INDEX CONCURRENTLY "hit_1_half" ON "public"."hit_1" USING btree (((n / 2)));

CREATE INDEX CONCURRENTLY "my own name" ON "public"."hit_1" USING btree (n);

CREATE INDEX CONCURRENTLY "only_here" ON "public"."hit_2" USING btree (site);

CREATE INDEX hit_half ON ONLY public.hit USING btree (((n / 2)));

CREATE INDEX hit_n_idx ON public.hit USING btree (n);

ALTER INDEX public.hit_half ATTACH PARTITION public.hit_1_half;
