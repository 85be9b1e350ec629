CREATE SCHEMA ext;
CREATE EXTENSION citext SCHEMA ext;
CREATE EXTENSION hstore SCHEMA ext;
COMMENT ON EXTENSION hstore IS 'keys and values';
CREATE TABLE mail (id int PRIMARY KEY, address ext.citext NOT NULL UNIQUE, more ext.hstore DEFAULT 'a=>1');
CREATE VIEW mails AS SELECT address FROM mail WHERE address OPERATOR(ext.=) 'a@b'::ext.citext;
CREATE INDEX mail_more ON mail USING gin (more ext.gin_hstore_ops);
