ALTER TABLE "public"."part" DROP CONSTRAINT "part_base";

ALTER TABLE "public"."part" DROP CONSTRAINT "positive";

ALTER TABLE "public"."part" ADD CONSTRAINT "part_base" FOREIGN KEY (base) REFERENCES public.base(id) NOT VALID;

ALTER TABLE "public"."part" ADD CONSTRAINT "positive" CHECK ((n > 0)) NOT VALID;

ALTER TABLE "public"."part" VALIDATE CONSTRAINT "again";

ALTER TABLE "public"."part" VALIDATE CONSTRAINT "small";
