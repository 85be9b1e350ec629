ALTER TABLE "public"."b" DROP CONSTRAINT "matched";

ALTER TABLE "public"."b" DROP CONSTRAINT "nulled";

ALTER TABLE "public"."p" DROP CONSTRAINT "p_x_y_fkey";

ALTER TABLE "public"."b" ADD CONSTRAINT "matched" FOREIGN KEY (x, y) REFERENCES public.a(x, y) NOT VALID;

ALTER TABLE "public"."b" ADD CONSTRAINT "nulled" FOREIGN KEY (x, y) REFERENCES public.a(x, y) ON DELETE SET NULL NOT VALID;

ALTER TABLE "public"."p" ADD CONSTRAINT "p_x_y_fkey" FOREIGN KEY (x, y) REFERENCES public.a(x, y) NOT VALID;

ALTER TABLE "public"."b" ALTER CONSTRAINT "deferred" NOT DEFERRABLE;

ALTER TABLE "public"."b" ALTER CONSTRAINT "enforced" ENFORCED;

ALTER TABLE "public"."b" VALIDATE CONSTRAINT "matched";

ALTER TABLE "public"."b" VALIDATE CONSTRAINT "nulled";

ALTER TABLE "public"."p" VALIDATE CONSTRAINT "p_x_y_fkey";
