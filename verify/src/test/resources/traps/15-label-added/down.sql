DROP VIEW "public"."open_parcels";

ALTER TABLE "public"."parcel" ALTER COLUMN "state" DROP DEFAULT;

ALTER TYPE "public"."order state" RENAME TO "order state__before_swap";

CREATE TYPE "public"."order state" AS ENUM('new', 'sent');

ALTER TABLE "public"."parcel" ALTER COLUMN "state" TYPE public."order state" USING "state"::text::public."order state";

ALTER TABLE "public"."parcel" ALTER COLUMN "state" SET DEFAULT 'new'::public."order state";

CREATE VIEW "public"."open_parcels" AS SELECT id
   FROM public.parcel
  WHERE (state <> 'sent'::public."order state");

DROP TYPE "public"."order state__before_swap";
