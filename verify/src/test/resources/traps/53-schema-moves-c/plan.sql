ALTER SCHEMA "old" RENAME TO "new_one";

ALTER TABLE "new_one"."customer" RENAME COLUMN "first name" TO "name";

ALTER TABLE "new_one"."customer" ADD COLUMN "born" date;
