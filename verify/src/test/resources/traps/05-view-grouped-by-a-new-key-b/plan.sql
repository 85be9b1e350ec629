ALTER TABLE "public"."maker" ADD CONSTRAINT "z key" PRIMARY KEY (id);

CREATE VIEW "public"."a view" AS SELECT id,
    name,
    count(*) AS n
   FROM public.maker
  GROUP BY id;
