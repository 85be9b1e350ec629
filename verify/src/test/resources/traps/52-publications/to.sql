CREATE TABLE a (id int PRIMARY KEY, n bigint, secret text);
CREATE TABLE b (id int PRIMARY KEY, n int);
CREATE SCHEMA s;
CREATE PUBLICATION several FOR TABLE a (id, n) WHERE (n > 7) WITH (publish = 'insert, delete');
CREATE PUBLICATION everything FOR TABLE a, b;
CREATE PUBLICATION listed FOR TABLES IN SCHEMA s;
COMMENT ON PUBLICATION everything IS 'all of it';
ALTER PUBLICATION several OWNER TO pg_monitor;
