ALTER TABLE "new_one"."customer" DROP COLUMN "born";

ALTER TABLE "new_one"."customer" RENAME COLUMN "name" TO "first name";

ALTER SCHEMA "new_one" RENAME TO "old";
