ALTER PUBLICATION listed DROP TABLE ONLY public.a;

ALTER PUBLICATION several DROP TABLE ONLY public.a;

ALTER PUBLICATION several DROP TABLE ONLY public.b;

DROP PUBLICATION everything;

ALTER TABLE "public"."a" ALTER COLUMN "n" TYPE bigint;

CREATE PUBLICATION everything WITH (publish = 'insert, update, delete, truncate');

ALTER PUBLICATION several SET (publish = 'insert, delete');

ALTER PUBLICATION everything ADD TABLE ONLY public.a;

ALTER PUBLICATION everything ADD TABLE ONLY public.b;

ALTER PUBLICATION listed ADD TABLES IN SCHEMA s;

ALTER PUBLICATION several ADD TABLE ONLY public.a (id, n) WHERE ((n > 7));

COMMENT ON PUBLICATION everything IS 'all of it';
