DROP VIEW "public"."dear";

DROP VIEW "public"."price";

CREATE TABLE "public"."price" (
	"id" integer NOT NULL,
	"amount" numeric,
	CONSTRAINT "price_pkey" PRIMARY KEY (id)
);

CREATE VIEW "public"."dear" AS SELECT id
   FROM public.price
  WHERE (amount > (100)::numeric);
