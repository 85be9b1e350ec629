ALTER TABLE "public"."a" RENAME TO "sluice_swap_0";

ALTER TABLE "public"."b" RENAME TO "a";

ALTER TABLE "public"."sluice_swap_0" RENAME TO "b";
