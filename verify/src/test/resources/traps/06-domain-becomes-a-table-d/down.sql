DROP VIEW "public"."size";

CREATE TYPE "public"."size" AS ENUM('s', 'm');

DROP TABLE "public"."address";

CREATE DOMAIN "public"."address" AS text
	CONSTRAINT "address_check" CHECK ((VALUE <> ''::text));

DROP DOMAIN "public"."town";

CREATE TABLE "public"."town" (
	"id" integer NOT NULL,
	CONSTRAINT "town_pkey" PRIMARY KEY (id)
);
