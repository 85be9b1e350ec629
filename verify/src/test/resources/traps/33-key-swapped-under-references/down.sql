ALTER TABLE "public"."land" DROP CONSTRAINT "land_pkey";

ALTER TABLE "public"."town" DROP CONSTRAINT "town_land";

ALTER TABLE "public"."land" DROP CONSTRAINT "land_code";

ALTER TABLE "public"."town" DROP CONSTRAINT "town_name";

DROP INDEX "public"."land_name";

ALTER TABLE "public"."land" ADD CONSTRAINT "land_number_key" UNIQUE (number);

ALTER TABLE "public"."land" ADD CONSTRAINT "land_pkey" PRIMARY KEY (code);

ALTER TABLE "public"."town" ADD CONSTRAINT "town_land" FOREIGN KEY (land) REFERENCES public.land(code) ON UPDATE CASCADE;

CREATE UNIQUE INDEX land_name ON public.land USING btree (name);

ALTER TABLE "public"."town" ADD CONSTRAINT "town_name" FOREIGN KEY (land_name) REFERENCES public.land(name) NOT VALID;

COMMENT ON CONSTRAINT "town_land" ON "public"."town" IS 'where it lies';
