ALTER TYPE "public"."level" RENAME TO "level__before_swap";

CREATE TYPE "public"."level" AS ENUM('low', 'middle', 'high');

ALTER TABLE "public"."tide" ALTER COLUMN "level" TYPE public.level USING "level"::text::public.level;

DROP TYPE "public"."level__before_swap";
