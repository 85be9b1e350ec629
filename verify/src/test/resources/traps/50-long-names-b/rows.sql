INSERT INTO a_table_whose_name_is_as_long_as_names_may_be_in_postgresql_ok VALUES (1, 2, 3);
INSERT INTO a_table_whose_name_is_as_long_as_names_may_be_in_postgresql_no VALUES (DEFAULT);
