CREATE SEQUENCE "public"."addresses_id_seq" AS integer INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "public"."addresses" (
	"id" integer DEFAULT nextval('public.addresses_id_seq'::regclass) NOT NULL,
	"customer_id" uuid NOT NULL,
	"street" text NOT NULL,
	"city" text NOT NULL,
	"country" character varying(2) NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	CONSTRAINT "addresses_pkey" PRIMARY KEY (id)
);
--> statement-breakpoint
ALTER TABLE "public"."customers" ADD COLUMN "phone" character varying(32);--> statement-breakpoint
ALTER TABLE "public"."customers" ADD COLUMN "updated_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER SEQUENCE "public"."addresses_id_seq" OWNED BY "public"."addresses"."id";--> statement-breakpoint
ALTER TABLE "public"."addresses" ADD CONSTRAINT "addresses_customer_id_customers_id_fk" FOREIGN KEY (customer_id) REFERENCES public.customers(id) ON DELETE CASCADE;--> statement-breakpoint
CREATE INDEX addresses_customer_id_idx ON public.addresses USING btree (customer_id);--> statement-breakpoint
CREATE UNIQUE INDEX addresses_one_default ON public.addresses USING btree (customer_id) WHERE is_default;