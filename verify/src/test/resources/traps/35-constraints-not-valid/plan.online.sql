ALTER TABLE "public"."part" DROP CONSTRAINT "again";

ALTER TABLE "public"."part" DROP CONSTRAINT "small";

ALTER TABLE "public"."part" ADD CONSTRAINT "again" FOREIGN KEY (n) REFERENCES public.base(id) NOT VALID;

ALTER TABLE "public"."part" ADD CONSTRAINT "small" CHECK ((n < 100)) NOT VALID;

ALTER TABLE "public"."part" VALIDATE CONSTRAINT "part_base";

ALTER TABLE "public"."part" VALIDATE CONSTRAINT "positive";
