ALTER TABLE "public"."guest" DROP CONSTRAINT "b_here";

ALTER TABLE "public"."guest" DROP CONSTRAINT "c_soon";

ALTER TABLE "public"."guest" RENAME CONSTRAINT "guest_a_not_null" TO "a_said";

ALTER TABLE "public"."guest" ALTER COLUMN "b" SET NOT NULL;

ALTER TABLE "public"."guest" RENAME CONSTRAINT "guest_b_not_null" TO "b_here";

ALTER TABLE "public"."guest" ALTER COLUMN "c" SET NOT NULL;

ALTER TABLE "public"."guest" RENAME CONSTRAINT "guest_c_not_null" TO "c_soon";

ALTER TABLE "public"."guest" RENAME CONSTRAINT "must have an id" TO "must have one";
