CREATE TABLE a_table_whose_name_is_as_long_as_names_may_be_in_postgresql_ok (
    id bigserial PRIMARY KEY,
    a_column_whose_name_is_as_long_as_names_may_be_in_postgresql_ok bigint UNIQUE,
    a_column_whose_name_is_as_long_as_names_may_be_in_postgresql_no int UNIQUE CHECK (a_column_whose_name_is_as_long_as_names_may_be_in_postgresql_no > 0));
CREATE TABLE a_table_whose_name_is_as_long_as_names_may_be_in_postgresql_no (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
CREATE TYPE an_enum_whose_name_is_as_long_as_names_may_be_in_postgresql_mmm AS ENUM ('a');
