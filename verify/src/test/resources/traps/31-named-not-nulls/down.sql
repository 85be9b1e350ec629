ALTER TABLE "public"."guest" RENAME CONSTRAINT "a_said" TO "guest_a_not_null";

ALTER TABLE "public"."guest" ALTER COLUMN "b" DROP NOT NULL;

ALTER TABLE "public"."guest" ALTER COLUMN "c" DROP NOT NULL;

ALTER TABLE "public"."guest" RENAME CONSTRAINT "must have one" TO "must have an id";

ALTER TABLE "public"."guest" ADD CONSTRAINT "b_here" NOT NULL b NO INHERIT;

ALTER TABLE "public"."guest" ADD CONSTRAINT "c_soon" NOT NULL c NOT VALID;
