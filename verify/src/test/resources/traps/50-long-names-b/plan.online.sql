CREATE UNIQUE INDEX CONCURRENTLY "a_table_whose_name_is_as_long_a_column_whose_name_is_as_lo_key1" ON "public"."a_table_whose_name_is_as_long_as_names_may_be_in_postgresql_ok" (a_column_whose_name_is_as_long_as_names_may_be_in_postgresql_no);

ALTER TABLE "public"."a_table_whose_name_is_as_long_as_names_may_be_in_postgresql_no" ALTER COLUMN "id" DROP DEFAULT;

CREATE TYPE "public"."an_enum_whose_name_is_as_long_as_names_may_be_in_postgresql_mmm" AS ENUM('a');

ALTER SEQUENCE "public"."a_table_whose_name_is_as_long_as_names_may_be_in_postgre_id_seq" AS bigint INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;

ALTER TABLE "public"."a_table_whose_name_is_as_long_as_names_may_be_in_postgresql_no" ALTER COLUMN "id" ADD GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME "public"."a_table_whose_name_is_as_long_as_names_may_be_in_postgr_id_seq1" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1);

SELECT setval('"public"."a_table_whose_name_is_as_long_as_names_may_be_in_postgr_id_seq1"', max("id")) FROM "public"."a_table_whose_name_is_as_long_as_names_may_be_in_postgresql_no" HAVING max("id") >= 1;

ALTER TABLE "public"."a_table_whose_name_is_as_long_as_names_may_be_in_postgresql_ok" ALTER COLUMN "a_column_whose_name_is_as_long_as_names_may_be_in_postgresql_ok" TYPE bigint;

ALTER TABLE "public"."a_table_whose_name_is_as_long_as_names_may_be_in_postgresql_ok" ALTER COLUMN "id" TYPE bigint;

ALTER TABLE "public"."a_table_whose_name_is_as_long_as_names_may_be_in_postgresql_ok" ALTER COLUMN "id" SET DEFAULT nextval('public.a_table_whose_name_is_as_long_as_names_may_be_in_postgre_id_seq'::regclass);

ALTER SEQUENCE "public"."a_table_whose_name_is_as_long_as_names_may_be_in_postgre_id_seq" OWNED BY "public"."a_table_whose_name_is_as_long_as_names_may_be_in_postgresql_ok"."id";

ALTER TABLE "public"."a_table_whose_name_is_as_long_as_names_may_be_in_postgresql_ok" ADD CONSTRAINT "a_table_whose_name_is_as_lon_a_column_whose_name_is_as_lo_check" CHECK ((a_column_whose_name_is_as_long_as_names_may_be_in_postgresql_no > 0)) NOT VALID;

ALTER TABLE "public"."a_table_whose_name_is_as_long_as_names_may_be_in_postgresql_ok" ADD CONSTRAINT "a_table_whose_name_is_as_long_a_column_whose_name_is_as_lo_key1" UNIQUE USING INDEX "a_table_whose_name_is_as_long_a_column_whose_name_is_as_lo_key1";

ALTER TABLE "public"."a_table_whose_name_is_as_long_as_names_may_be_in_postgresql_ok" VALIDATE CONSTRAINT "a_table_whose_name_is_as_lon_a_column_whose_name_is_as_lo_check";
