CREATE TABLE node (id int PRIMARY KEY, parent int);
CREATE VIEW top_nodes AS SELECT id, parent FROM node;
CREATE FUNCTION below(int) RETURNS SETOF top_nodes LANGUAGE sql STABLE AS 'SELECT id, parent FROM node WHERE parent = $1';
CREATE OR REPLACE VIEW top_nodes AS SELECT n.id, n.parent FROM node n WHERE NOT EXISTS (SELECT FROM below(n.id) b WHERE b.id = n.id);
COMMENT ON VIEW top_nodes IS 'round';
GRANT SELECT ON top_nodes TO pg_monitor;
