DROP VIEW "public"."order_totals";--> statement-breakpoint
ALTER TABLE "public"."orders" ALTER COLUMN "status" DROP DEFAULT;--> statement-breakpoint
ALTER TYPE "public"."order_status" RENAME TO "order_status__before_swap";--> statement-breakpoint
CREATE TYPE "public"."order_status" AS ENUM('open', 'paid', 'shipped', 'cancelled');--> statement-breakpoint
ALTER TABLE "public"."orders" ALTER COLUMN "status" TYPE public.order_status USING "status"::text::public.order_status;--> statement-breakpoint
ALTER TABLE "public"."orders" ALTER COLUMN "status" SET DEFAULT 'open'::public.order_status;--> statement-breakpoint
DROP TABLE "public"."reviews";--> statement-breakpoint
DROP TYPE "public"."order_status__before_swap";