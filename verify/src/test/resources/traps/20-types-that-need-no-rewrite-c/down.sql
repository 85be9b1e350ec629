ALTER TABLE "public"."wide" ALTER COLUMN "a" TYPE character varying(10);

ALTER TABLE "public"."wide" ALTER COLUMN "b" TYPE character varying(10);

ALTER TABLE "public"."wide" ALTER COLUMN "c" TYPE numeric(8,2);

ALTER TABLE "public"."wide" ALTER COLUMN "d" TYPE cidr;

ALTER TABLE "public"."wide" ALTER COLUMN "e" TYPE timestamp(3) without time zone;

ALTER TABLE "public"."wide" ALTER COLUMN "f" TYPE bit varying(4);

ALTER TABLE "public"."wide" ALTER COLUMN "g" TYPE interval(2);

ALTER TABLE "public"."wide" ALTER COLUMN "h" TYPE text;
