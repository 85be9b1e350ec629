ALTER TYPE "public"."order_status" ADD VALUE 'returned' BEFORE 'cancelled';--> statement-breakpoint
CREATE TABLE "public"."reviews" (
	"product_id" integer NOT NULL,
	"customer_id" uuid NOT NULL,
	"stars" smallint NOT NULL,
	"body" text DEFAULT ''::text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "reviews_product_id_customer_id_pk" PRIMARY KEY (product_id, customer_id),
	CONSTRAINT "reviews_stars_range" CHECK (((stars >= 1) AND (stars <= 5)))
);
--> statement-breakpoint
ALTER TABLE "public"."reviews" ADD CONSTRAINT "reviews_customer_id_customers_id_fk" FOREIGN KEY (customer_id) REFERENCES public.customers(id) ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "public"."reviews" ADD CONSTRAINT "reviews_product_id_products_id_fk" FOREIGN KEY (product_id) REFERENCES public.products(id) ON DELETE CASCADE;--> statement-breakpoint
CREATE VIEW "public"."order_totals" AS SELECT orders.id,
    orders.customer_id,
    sum((order_items.quantity * order_items.price_cents)) AS total_cents
   FROM (public.orders
     JOIN public.order_items ON ((order_items.order_id = orders.id)))
  GROUP BY orders.id, orders.customer_id;
