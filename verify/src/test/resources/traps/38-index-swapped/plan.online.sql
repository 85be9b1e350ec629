CREATE UNIQUE INDEX CONCURRENTLY "book_once_new" ON "public"."book" (title, shelf, isbn);

CREATE UNIQUE INDEX CONCURRENTLY "book_isbn_new" ON "public"."book" USING btree (isbn) NULLS NOT DISTINCT;

CREATE INDEX CONCURRENTLY "book_shelf_new" ON "public"."book" USING btree (shelf);

CREATE INDEX CONCURRENTLY "book_title_new" ON "public"."book" USING btree (title text_pattern_ops);

ALTER TABLE "public"."book" DROP CONSTRAINT "book_once", ADD CONSTRAINT "book_once" UNIQUE USING INDEX "book_once_new";

DROP INDEX "public"."book_isbn";

ALTER INDEX "public"."book_isbn_new" RENAME TO "book_isbn";

DROP INDEX "public"."book_shelf";

ALTER INDEX "public"."book_shelf_new" RENAME TO "book_shelf";

DROP INDEX "public"."book_title";

ALTER INDEX "public"."book_title_new" RENAME TO "book_title";
