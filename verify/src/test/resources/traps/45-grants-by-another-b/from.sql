CREATE TABLE note (id int PRIMARY KEY, text text);
GRANT SELECT, UPDATE ON note TO pg_signal_backend WITH GRANT OPTION;
SET ROLE pg_signal_backend;
GRANT SELECT ON note TO pg_read_all_stats;
RESET ROLE;
