CREATE TABLE "base rate" (code text PRIMARY KEY, rate numeric NOT NULL);
