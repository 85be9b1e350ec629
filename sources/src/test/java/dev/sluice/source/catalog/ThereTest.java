package dev.sluice.source.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.Kind;
import dev.sluice.schema.SchemaObject;
import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.sql.Connection;
import java.util.HashMap;
import org.junit.jupiter.api.Test;

/// What a database has none of is not asked for: so each kind has to be found where it is the only
/// one of its sort.
final class ThereTest {
    private static final String EACH_ALONE =
            """
            LANGUAGE | CREATE LANGUAGE l HANDLER plpgsql_call_handler
            COLLATION | CREATE COLLATION c (LOCALE = 'C')
            ENUM | CREATE TYPE e AS ENUM ('a')
            COMPOSITE | CREATE TYPE c AS (x int)
            BASE_TYPE | CREATE TYPE shell
            RANGE | CREATE TYPE r AS RANGE (subtype = int)
            DOMAIN | CREATE DOMAIN d AS text
            DOMAIN | CREATE DOMAIN d AS int[]
            SEQUENCE | CREATE SEQUENCE s
            ACCESS_METHOD | CREATE ACCESS METHOD m TYPE INDEX HANDLER bthandler
            FOREIGN_DATA_WRAPPER | CREATE FOREIGN DATA WRAPPER w
            SERVER | CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w
            TABLE | CREATE TABLE t ()
            FUNCTION | CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'
            FUNCTION | CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 1'
            AGGREGATE | CREATE AGGREGATE a (int) (sfunc = int4pl, stype = int)
            OPERATOR | CREATE OPERATOR @+@ (FUNCTION = int4pl, LEFTARG = int, RIGHTARG = int)
            OPERATOR_FAMILY | CREATE OPERATOR FAMILY f USING btree
            CAST | CREATE CAST (text AS int) WITH INOUT
            CONVERSION | CREATE CONVERSION c FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1
            TRANSFORM | CREATE TRANSFORM FOR int LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal))
            TEXT_SEARCH_DICTIONARY | CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = simple)
            TEXT_SEARCH_CONFIGURATION | CREATE TEXT SEARCH CONFIGURATION c (PARSER = default)
            VIEW | CREATE VIEW v AS SELECT 1 AS one
            MATERIALIZED_VIEW | CREATE MATERIALIZED VIEW v AS SELECT 1 AS one
            INDEX | CREATE TABLE t (x int); CREATE INDEX ON t (x)
            STATISTICS | CREATE TABLE t (x int, y int); CREATE STATISTICS s ON x, y FROM t
            RULE | CREATE TABLE t (x int); CREATE RULE r AS ON INSERT TO t DO INSTEAD NOTHING
            TRIGGER | CREATE TABLE t (); CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()
            POLICY | CREATE TABLE t (); CREATE POLICY p ON t
            PUBLICATION | CREATE PUBLICATION p
            SUBSCRIPTION | CREATE SUBSCRIPTION s CONNECTION 'dbname=x' PUBLICATION p WITH (connect = false, slot_name = NONE)
            EVENT_TRIGGER | CREATE FUNCTION e() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; CREATE EVENT TRIGGER e ON sql_drop EXECUTE FUNCTION e()
            SETTING | CREATE TABLE t (x int); ALTER TABLE t ALTER x SET (n_distinct = 5)
            SETTING | CREATE TABLE t (x int PRIMARY KEY WITH (fillfactor = 70))
            SETTING | CREATE TABLE t (x int PRIMARY KEY); COMMENT ON INDEX t_pkey IS 'c'
            SETTING | CREATE TABLE t (x int PRIMARY KEY); ALTER TABLE t CLUSTER ON t_pkey
            SETTING | CREATE TABLE t (x int); CREATE RULE r AS ON INSERT TO t DO NOTHING; ALTER TABLE t DISABLE RULE r
            SETTING | CREATE FUNCTION e() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; CREATE EVENT TRIGGER e ON sql_drop EXECUTE FUNCTION e(); ALTER EVENT TRIGGER e DISABLE
            OWNER | CREATE ROLE there_role; CREATE TABLE t (); ALTER TABLE t OWNER TO there_role
            GRANT | CREATE TABLE t (); GRANT SELECT ON t TO PUBLIC
            GRANT | CREATE TABLE t (x int); GRANT SELECT (x) ON t TO PUBLIC
            GRANT | CREATE SCHEMA s; GRANT USAGE ON SCHEMA s TO PUBLIC
            GRANT | CREATE TYPE c AS (x int); REVOKE USAGE ON TYPE c FROM PUBLIC
            GRANT | REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC
            DEFAULT_PRIVILEGES | ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC
            """;

    @Test
    void each_kind_is_found_where_it_stands_alone() throws Exception {
        var missing = new HashMap<String, Object>();
        try (TestDatabase database = TestPostgres.database();
                Connection connection = database.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String line : EACH_ALONE.lines().toList()) {
                String[] parts = line.split(" \\| ");
                statement.execute(parts[1]);
                var kinds =
                        CatalogReader.read(connection).objects().stream()
                                .map(SchemaObject::id)
                                .map(o -> o.kind())
                                .toList();
                if (!kinds.contains(Kind.valueOf(parts[0]))) missing.put(line, kinds);
                connection.rollback();
            }
        }
        assertThat(missing).isEmpty();
    }
}
