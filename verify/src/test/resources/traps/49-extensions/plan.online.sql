DROP VIEW "public"."mails";

ALTER EXTENSION "citext" SET SCHEMA "ext";

CREATE EXTENSION IF NOT EXISTS "hstore" WITH SCHEMA "ext";

ALTER TABLE "public"."mail" ADD COLUMN "more" ext.hstore DEFAULT '"a"=>"1"'::ext.hstore;

CREATE VIEW "public"."mails" AS SELECT address
   FROM public.mail
  WHERE (address OPERATOR(ext.=) 'a@b'::ext.citext);

COMMENT ON EXTENSION "hstore" IS 'keys and values';

CREATE INDEX CONCURRENTLY "mail_more" ON "public"."mail" USING gin (more);
