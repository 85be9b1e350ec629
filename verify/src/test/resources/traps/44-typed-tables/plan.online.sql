ALTER TABLE "public"."worker" ADD CONSTRAINT "worker_name_not_null" NOT NULL "name" NOT VALID;

ALTER TABLE "public"."worker" VALIDATE CONSTRAINT "worker_name_not_null";

ALTER TABLE public.child NOT OF;

ALTER TABLE "public"."worker" ALTER COLUMN "name" DROP DEFAULT;

ALTER TYPE "public"."person" ADD ATTRIBUTE "born" date CASCADE;

ALTER TABLE "public"."guest" ADD COLUMN "born" date;

ALTER TABLE public.guest OF public.person;
