ALTER TABLE "public"."a_table_whose_name_is_as_long_as_names_may_be_in_postgresql_ok" DROP CONSTRAINT "a_table_whose_name_is_as_lon_a_column_whose_name_is_as_lo_check";

ALTER TABLE "public"."a_table_whose_name_is_as_long_as_names_may_be_in_postgresql_ok" DROP CONSTRAINT "a_table_whose_name_is_as_long_a_column_whose_name_is_as_lo_key1";

ALTER TABLE "public"."a_table_whose_name_is_as_long_as_names_may_be_in_postgresql_ok" ALTER COLUMN "id" DROP DEFAULT;

ALTER SEQUENCE "public"."a_table_whose_name_is_as_long_as_names_may_be_in_postgre_id_seq" AS integer INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1;

ALTER TABLE "public"."a_table_whose_name_is_as_long_as_names_may_be_in_postgresql_no" ALTER COLUMN "id" DROP IDENTITY;

ALTER TABLE "public"."a_table_whose_name_is_as_long_as_names_may_be_in_postgresql_ok" ALTER COLUMN "a_column_whose_name_is_as_long_as_names_may_be_in_postgresql_ok" TYPE integer;

ALTER TABLE "public"."a_table_whose_name_is_as_long_as_names_may_be_in_postgresql_ok" ALTER COLUMN "id" TYPE integer;

ALTER TABLE "public"."a_table_whose_name_is_as_long_as_names_may_be_in_postgresql_no" ALTER COLUMN "id" SET DEFAULT nextval('public.a_table_whose_name_is_as_long_as_names_may_be_in_postgre_id_seq'::regclass);

ALTER SEQUENCE "public"."a_table_whose_name_is_as_long_as_names_may_be_in_postgre_id_seq" OWNED BY "public"."a_table_whose_name_is_as_long_as_names_may_be_in_postgresql_no"."id";

DROP TYPE "public"."an_enum_whose_name_is_as_long_as_names_may_be_in_postgresql_mmm";
