CREATE FUNCTION is_code(text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$SELECT $1 ~ '^[A-Z]+$'$$;
CREATE DOMAIN code AS text DEFAULT 'X' CONSTRAINT "short!" CHECK (length(VALUE) < 9);
CREATE DOMAIN named AS text NOT NULL;
CREATE TABLE stock (id int PRIMARY KEY, code code, named named);
