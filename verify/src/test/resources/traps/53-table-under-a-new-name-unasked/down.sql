CREATE TABLE "public"."customer" (
	"id" integer NOT NULL,
	"name" text,
	CONSTRAINT "customer_pkey" PRIMARY KEY (id)
);

DROP TABLE "public"."client";
