CREATE TYPE "public"."book_state" AS ENUM('on_shelf', 'lent', 'lost');--> statement-breakpoint
CREATE TABLE "public"."authors" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME "public"."authors_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1) NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "authors_name_check" CHECK ((name <> ''::text)),
	CONSTRAINT "authors_pkey" PRIMARY KEY (id)
);
--> statement-breakpoint
CREATE TABLE "public"."books" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME "public"."books_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1) NOT NULL,
	"author_id" bigint NOT NULL,
	"title" text NOT NULL,
	"published" date,
	"state" public.book_state DEFAULT 'on_shelf'::public.book_state NOT NULL,
	CONSTRAINT "books_pkey" PRIMARY KEY (id)
);
--> statement-breakpoint
ALTER TABLE "public"."books" ADD CONSTRAINT "books_author_id_fkey" FOREIGN KEY (author_id) REFERENCES public.authors(id) ON DELETE RESTRICT;--> statement-breakpoint
CREATE INDEX books_author_id ON public.books USING btree (author_id);--> statement-breakpoint
CREATE UNIQUE INDEX books_title ON public.books USING btree (author_id, lower(title));--> statement-breakpoint
CREATE VIEW "public"."lent_books" AS SELECT b.id,
    b.title,
    a.name AS author
   FROM (public.books b
     JOIN public.authors a ON ((a.id = b.author_id)))
  WHERE (b.state = 'lent'::public.book_state);
--> statement-breakpoint
COMMENT ON TABLE "public"."authors" IS 'Who wrote what we lend';