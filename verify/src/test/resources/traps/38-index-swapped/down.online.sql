CREATE UNIQUE INDEX CONCURRENTLY "book_once_new" ON "public"."book" (title, shelf);

CREATE UNIQUE INDEX CONCURRENTLY "book_isbn_new" ON "public"."book" USING btree (isbn);

CREATE INDEX CONCURRENTLY "book_title_new" ON "public"."book" USING btree (title);

DROP INDEX "public"."book_shelf";

ALTER TABLE "public"."book" DROP CONSTRAINT "book_once", ADD CONSTRAINT "book_once" UNIQUE USING INDEX "book_once_new";

DROP INDEX "public"."book_isbn";

ALTER INDEX "public"."book_isbn_new" RENAME TO "book_isbn";

CREATE INDEX book_shelf ON public.book USING btree (shelf);

DROP INDEX "public"."book_title";

ALTER INDEX "public"."book_title_new" RENAME TO "book_title";
