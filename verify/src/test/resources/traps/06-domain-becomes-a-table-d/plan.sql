DROP TABLE "public"."town";

CREATE DOMAIN "public"."town" AS text
	CONSTRAINT "town_check" CHECK ((VALUE <> ''::text));

DROP DOMAIN "public"."address";

CREATE TABLE "public"."address" (
	"id" integer NOT NULL,
	"street" text,
	CONSTRAINT "address_pkey" PRIMARY KEY (id)
);

DROP TYPE "public"."size";

CREATE VIEW "public"."size" AS SELECT id
   FROM public.address;
