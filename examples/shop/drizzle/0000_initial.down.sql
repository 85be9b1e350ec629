DROP TABLE "public"."order_items";--> statement-breakpoint
DROP TABLE "public"."orders";--> statement-breakpoint
DROP TABLE "public"."customers";--> statement-breakpoint
DROP TABLE "public"."products";--> statement-breakpoint
DROP TYPE "public"."order_status";