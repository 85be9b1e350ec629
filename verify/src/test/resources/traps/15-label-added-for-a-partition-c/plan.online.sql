ALTER TYPE "public"."region" ADD VALUE 'east';

CREATE TABLE "public"."visit_east" PARTITION OF "public"."visit" FOR VALUES IN ('east');
