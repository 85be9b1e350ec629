ALTER TABLE "public"."sale" DETACH PARTITION "public"."sale_2025";

ALTER TABLE "public"."sale" DETACH PARTITION "public"."sale_2026";

ALTER TABLE "public"."sale" ATTACH PARTITION "public"."sale_2026" FOR VALUES FROM ('2026-01-01') TO ('2026-07-01');

ALTER TABLE "public"."sale" ATTACH PARTITION "public"."sale_2027" FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');

CREATE INDEX sale_n ON public.sale USING btree (n);
