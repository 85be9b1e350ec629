ALTER TABLE "public"."wide" ALTER COLUMN "a" TYPE character varying(20);

ALTER TABLE "public"."wide" ALTER COLUMN "b" TYPE text;

ALTER TABLE "public"."wide" ALTER COLUMN "c" TYPE numeric(12,2);

ALTER TABLE "public"."wide" ALTER COLUMN "d" TYPE inet;

ALTER TABLE "public"."wide" ALTER COLUMN "e" TYPE timestamp(6) without time zone;

ALTER TABLE "public"."wide" ALTER COLUMN "f" TYPE bit varying(8);

ALTER TABLE "public"."wide" ALTER COLUMN "g" TYPE interval(4);

ALTER TABLE "public"."wide" ALTER COLUMN "h" TYPE character varying;
