CREATE FUNCTION greet(name text, word text DEFAULT 'Hello') RETURNS text LANGUAGE sql IMMUTABLE AS $$SELECT word || ' ' || name$$;
CREATE VIEW greetings AS SELECT greet('Ada', 'Hi') AS g;
GRANT SELECT ON greetings TO pg_monitor;
