CREATE UNIQUE INDEX CONCURRENTLY "land_number_key" ON "public"."land" (number);

CREATE UNIQUE INDEX CONCURRENTLY "land_pkey_new" ON "public"."land" (code);

CREATE UNIQUE INDEX CONCURRENTLY "land_name_new" ON "public"."land" USING btree (name);

ALTER TABLE "public"."town" DROP CONSTRAINT "town_land";

ALTER TABLE "public"."land" DROP CONSTRAINT "land_code";

ALTER TABLE "public"."town" DROP CONSTRAINT "town_name";

ALTER TABLE "public"."land" ADD CONSTRAINT "land_number_key" UNIQUE USING INDEX "land_number_key";

ALTER TABLE "public"."land" DROP CONSTRAINT "land_pkey", ADD CONSTRAINT "land_pkey" PRIMARY KEY USING INDEX "land_pkey_new";

ALTER TABLE "public"."town" ADD CONSTRAINT "town_land" FOREIGN KEY (land) REFERENCES public.land(code) ON UPDATE CASCADE NOT VALID;

DROP INDEX "public"."land_name";

ALTER INDEX "public"."land_name_new" RENAME TO "land_name";

ALTER TABLE "public"."town" ADD CONSTRAINT "town_name" FOREIGN KEY (land_name) REFERENCES public.land(name) NOT VALID;

COMMENT ON CONSTRAINT "town_land" ON "public"."town" IS 'where it lies';

ALTER TABLE "public"."town" VALIDATE CONSTRAINT "town_land";
