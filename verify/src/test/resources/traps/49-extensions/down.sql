DROP VIEW "public"."mails";

DROP INDEX "public"."mail_more";

ALTER EXTENSION "citext" SET SCHEMA "public";

CREATE VIEW "public"."mails" AS SELECT address
   FROM public.mail
  WHERE (address OPERATOR(public.=) 'a@b'::public.citext);

ALTER TABLE "public"."mail" DROP COLUMN "more";

DROP EXTENSION "hstore";
