CREATE SEQUENCE "new numbers" START 100;
CREATE FUNCTION fresh_code() RETURNS text LANGUAGE sql AS $$SELECT 'T' || nextval('"new numbers"')$$;
CREATE TYPE kind AS ENUM ('paper', 'phone');
CREATE TABLE ticket (id int PRIMARY KEY, number bigint DEFAULT nextval('"new numbers"'), code text DEFAULT fresh_code(), kind kind DEFAULT 'phone');
