ALTER TYPE "public"."Grade" ADD VALUE 'it''s bad';
