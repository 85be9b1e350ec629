ALTER TABLE public.guest NOT OF;

ALTER TYPE "public"."person" DROP ATTRIBUTE "born" CASCADE;

ALTER TABLE "public"."worker" ALTER COLUMN "name" DROP NOT NULL;

ALTER TABLE "public"."worker" ALTER COLUMN "name" SET DEFAULT 'x'::text;

ALTER TABLE public.child OF public.person;

ALTER TABLE "public"."guest" DROP COLUMN "born";
