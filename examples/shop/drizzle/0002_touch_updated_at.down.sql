DROP TRIGGER "customers_touch_updated_at" ON "public"."customers";--> statement-breakpoint
DROP FUNCTION "public"."touch_updated_at"();