CREATE TABLE "new name" (id int NOT NULL, new_column int NOT NULL);
