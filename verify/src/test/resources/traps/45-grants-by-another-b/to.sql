CREATE TABLE note (id int PRIMARY KEY, text text);
GRANT SELECT, UPDATE ON note TO pg_signal_backend WITH GRANT OPTION;
CREATE VIEW notes AS SELECT id FROM note;
GRANT SELECT ON notes TO pg_signal_backend WITH GRANT OPTION;
SET ROLE pg_signal_backend;
GRANT SELECT, UPDATE ON note TO pg_monitor;
GRANT SELECT ON notes TO pg_monitor;
RESET ROLE;
