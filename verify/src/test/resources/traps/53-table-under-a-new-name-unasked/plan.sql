CREATE TABLE "public"."client" (
	"id" integer NOT NULL,
	"name" text,
	CONSTRAINT "client_pkey" PRIMARY KEY (id)
);

DROP TABLE "public"."customer";
