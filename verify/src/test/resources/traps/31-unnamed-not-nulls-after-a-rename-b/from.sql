CREATE TABLE old_name (id int NOT NULL, old_column int NOT NULL);
ALTER TABLE old_name RENAME TO "new name";
ALTER TABLE "new name" RENAME COLUMN old_column TO new_column;
