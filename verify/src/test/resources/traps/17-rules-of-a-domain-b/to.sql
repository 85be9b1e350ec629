CREATE FUNCTION is_code(text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$SELECT $1 ~ '^[A-Z]+$'$$;
CREATE DOMAIN code AS text NOT NULL CONSTRAINT "short!" CHECK (length(VALUE) < 5) CONSTRAINT upper CHECK (is_code(VALUE));
ALTER DOMAIN code ADD CONSTRAINT later CHECK (VALUE <> 'NO') NOT VALID;
CREATE DOMAIN named AS text DEFAULT 'n';
CREATE TABLE stock (id int PRIMARY KEY, code code, named named);
