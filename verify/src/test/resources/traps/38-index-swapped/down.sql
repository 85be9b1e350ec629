DROP INDEX "public"."book_isbn";

DROP INDEX "public"."book_shelf";

DROP INDEX "public"."book_title";

ALTER TABLE "public"."book" DROP CONSTRAINT "book_once";

ALTER TABLE "public"."book" ADD CONSTRAINT "book_once" UNIQUE (title, shelf);

CREATE UNIQUE INDEX book_isbn ON public.book USING btree (isbn);

CREATE INDEX book_shelf ON public.book USING btree (shelf);

CREATE INDEX book_title ON public.book USING btree (title);
