ALTER TYPE "public"."order state" ADD VALUE 'draft' BEFORE 'new';

ALTER TYPE "public"."order state" ADD VALUE 'pack''d' BEFORE 'sent';

ALTER TYPE "public"."order state" ADD VALUE 'lost';
