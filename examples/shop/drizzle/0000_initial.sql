CREATE TYPE "public"."order_status" AS ENUM('open', 'paid', 'shipped', 'cancelled');--> statement-breakpoint
CREATE SEQUENCE "public"."products_id_seq" AS integer INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "public"."customers" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"email" character varying(255) NOT NULL,
	"name" text NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "customers_pkey" PRIMARY KEY (id)
);
--> statement-breakpoint
CREATE TABLE "public"."order_items" (
	"order_id" bigint NOT NULL,
	"product_id" integer NOT NULL,
	"quantity" integer DEFAULT 1 NOT NULL,
	"price_cents" integer NOT NULL,
	CONSTRAINT "order_items_order_id_product_id_pk" PRIMARY KEY (order_id, product_id),
	CONSTRAINT "order_items_quantity_is_positive" CHECK ((quantity > 0))
);
--> statement-breakpoint
CREATE TABLE "public"."orders" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME "public"."orders_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1) NOT NULL,
	"customer_id" uuid NOT NULL,
	"status" public.order_status DEFAULT 'open'::public.order_status NOT NULL,
	"note" text,
	"placed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "orders_pkey" PRIMARY KEY (id)
);
--> statement-breakpoint
CREATE TABLE "public"."products" (
	"id" integer DEFAULT nextval('public.products_id_seq'::regclass) NOT NULL,
	"sku" character varying(40) NOT NULL,
	"title" text NOT NULL,
	"price_cents" integer NOT NULL,
	"stock" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "products_pkey" PRIMARY KEY (id),
	CONSTRAINT "products_price_is_positive" CHECK ((price_cents > 0)),
	CONSTRAINT "products_sku_unique" UNIQUE (sku)
);
--> statement-breakpoint
ALTER SEQUENCE "public"."products_id_seq" OWNED BY "public"."products"."id";--> statement-breakpoint
ALTER TABLE "public"."order_items" ADD CONSTRAINT "order_items_order_id_orders_id_fk" FOREIGN KEY (order_id) REFERENCES public.orders(id) ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "public"."order_items" ADD CONSTRAINT "order_items_product_id_products_id_fk" FOREIGN KEY (product_id) REFERENCES public.products(id);--> statement-breakpoint
ALTER TABLE "public"."orders" ADD CONSTRAINT "orders_customer_id_customers_id_fk" FOREIGN KEY (customer_id) REFERENCES public.customers(id) ON DELETE RESTRICT;--> statement-breakpoint
CREATE UNIQUE INDEX customers_email_unique ON public.customers USING btree (lower((email)::text));--> statement-breakpoint
CREATE INDEX orders_customer_id_idx ON public.orders USING btree (customer_id);