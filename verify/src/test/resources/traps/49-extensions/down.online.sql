DROP VIEW "public"."mails";

ALTER EXTENSION "citext" SET SCHEMA "public";

CREATE VIEW "public"."mails" AS SELECT address
   FROM public.mail
  WHERE (address OPERATOR(public.=) 'a@b'::public.citext);

DROP INDEX CONCURRENTLY "public"."mail_more";

ALTER TABLE "public"."mail" DROP COLUMN "more";

DROP EXTENSION "hstore";
