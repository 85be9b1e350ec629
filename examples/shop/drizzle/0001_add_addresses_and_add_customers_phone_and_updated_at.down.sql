ALTER TABLE "public"."customers" DROP COLUMN "phone";--> statement-breakpoint
ALTER TABLE "public"."customers" DROP COLUMN "updated_at";--> statement-breakpoint
DROP TABLE "public"."addresses";