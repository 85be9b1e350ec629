CREATE UNIQUE INDEX CONCURRENTLY "z key" ON "public"."maker" (id);

ALTER TABLE "public"."maker" ADD CONSTRAINT "z key" PRIMARY KEY USING INDEX "z key";

CREATE VIEW "public"."a view" AS SELECT id,
    name,
    count(*) AS n
   FROM public.maker
  GROUP BY id;
