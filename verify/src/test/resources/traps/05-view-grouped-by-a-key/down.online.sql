CREATE UNIQUE INDEX CONCURRENTLY "maker_pkey" ON "public"."maker" (id);

DROP VIEW "public"."tools_of";

ALTER TABLE "public"."maker" DROP CONSTRAINT "maker_key";

ALTER TABLE "public"."maker" ADD CONSTRAINT "maker_pkey" PRIMARY KEY USING INDEX "maker_pkey";

CREATE VIEW "public"."tools_of" AS SELECT m.id,
    m.name,
    m.town,
    count(t.id) AS n
   FROM (public.maker m
     LEFT JOIN public.tool t ON ((t.maker = m.id)))
  GROUP BY m.id;
