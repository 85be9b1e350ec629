CREATE SCHEMA ext;
CREATE EXTENSION citext SCHEMA public;
CREATE TABLE mail (id int PRIMARY KEY, address citext NOT NULL UNIQUE);
CREATE VIEW mails AS SELECT address FROM mail WHERE address = 'a@b'::citext;
