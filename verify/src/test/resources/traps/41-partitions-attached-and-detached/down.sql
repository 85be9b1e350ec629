DROP INDEX "public"."sale_n";

ALTER TABLE "public"."sale" DETACH PARTITION "public"."sale_2026";

ALTER TABLE "public"."sale" DETACH PARTITION "public"."sale_2027";

ALTER TABLE "public"."sale" ATTACH PARTITION "public"."sale_2025" FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

ALTER TABLE "public"."sale" ATTACH PARTITION "public"."sale_2026" FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
