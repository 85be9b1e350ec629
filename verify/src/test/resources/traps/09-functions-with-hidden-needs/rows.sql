INSERT INTO "base rate" VALUES ('A', 1.5);
