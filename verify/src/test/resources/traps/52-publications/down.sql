ALTER PUBLICATION listed DROP TABLES IN SCHEMA s;

ALTER PUBLICATION several DROP TABLE ONLY public.a;

DROP PUBLICATION everything;

ALTER TABLE "public"."a" ALTER COLUMN "n" TYPE integer;

CREATE PUBLICATION everything FOR ALL TABLES WITH (publish = 'insert, update, delete, truncate');

ALTER PUBLICATION several SET (publish = 'insert, update, delete, truncate');

ALTER PUBLICATION listed ADD TABLE ONLY public.a;

ALTER PUBLICATION several ADD TABLE ONLY public.a (id, n) WHERE ((n > 5));

ALTER PUBLICATION several ADD TABLE ONLY public.b;

COMMENT ON PUBLICATION everything IS 'all of it';
