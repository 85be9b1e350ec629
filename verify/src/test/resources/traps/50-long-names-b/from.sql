CREATE TABLE a_table_whose_name_is_as_long_as_names_may_be_in_postgresql_ok (
    id int PRIMARY KEY,
    a_column_whose_name_is_as_long_as_names_may_be_in_postgresql_ok int UNIQUE,
    a_column_whose_name_is_as_long_as_names_may_be_in_postgresql_no int);
CREATE TABLE a_table_whose_name_is_as_long_as_names_may_be_in_postgresql_no (id serial PRIMARY KEY);
