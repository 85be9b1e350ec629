CREATE UNIQUE INDEX CONCURRENTLY "maker_key" ON "public"."maker" (id) INCLUDE (name);

DROP VIEW "public"."tools_of";

ALTER TABLE "public"."maker" DROP CONSTRAINT "maker_pkey";

ALTER TABLE "public"."maker" ADD CONSTRAINT "maker_key" PRIMARY KEY USING INDEX "maker_key";

CREATE VIEW "public"."tools_of" AS SELECT m.id,
    m.name,
    m.town,
    count(t.id) AS n
   FROM (public.maker m
     LEFT JOIN public.tool t ON ((t.maker = m.id)))
  GROUP BY m.id;
