DROP VIEW "public"."lent_books";--> statement-breakpoint
DROP TABLE "public"."books";--> statement-breakpoint
DROP TABLE "public"."authors";--> statement-breakpoint
DROP TYPE "public"."book_state";