ALTER TABLE public.child NOT OF;

ALTER TABLE "public"."worker" ALTER COLUMN "name" DROP DEFAULT;

ALTER TYPE "public"."person" ADD ATTRIBUTE "born" date CASCADE;

ALTER TABLE "public"."guest" ADD COLUMN "born" date;

ALTER TABLE "public"."worker" ALTER COLUMN "name" SET NOT NULL;

ALTER TABLE public.guest OF public.person;
