package dev.sluice.author;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Fingerprint;
import dev.sluice.source.catalog.CatalogReader;
import dev.sluice.source.scratch.Scratch;
import dev.sluice.source.scratch.ScratchDatabase;
import dev.sluice.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A database that held one schema and holds the next cannot be told from one that was filled anew.
class ReloadTest {
    private static final String SHOP =
            """
            CREATE SCHEMA "o'dd";
            CREATE TYPE mood AS ENUM ('ok', 'bad');
            CREATE SEQUENCE tickets START 7;
            CREATE TABLE parents (id serial PRIMARY KEY, name text NOT NULL, child int);
            CREATE TABLE children (id serial PRIMARY KEY, parent int REFERENCES parents (id), mood mood DEFAULT 'ok',
                UNIQUE (parent, mood));
            ALTER TABLE parents ADD CONSTRAINT ring FOREIGN KEY (child) REFERENCES children (id) ON DELETE SET NULL;
            CREATE TABLE "o'dd"."ta""ble" (id int GENERATED ALWAYS AS IDENTITY, self int, "Na me" text DEFAULT 'a;b',
                PRIMARY KEY (id), FOREIGN KEY (self) REFERENCES "o'dd"."ta""ble" (id), CHECK ("Na me" <> ';'));
            CREATE INDEX parents_name ON parents (lower(name)) WHERE child IS NULL;
            CREATE INDEX ON children (parent);
            CREATE VIEW names AS SELECT p.name, c.mood FROM parents p JOIN children c ON c.parent = p.id;
            CREATE VIEW over AS SELECT name FROM names;
            CREATE MATERIALIZED VIEW kept AS SELECT count(*) AS n FROM over;
            CREATE UNIQUE INDEX kept_n ON kept (n);
            ALTER TABLE children ENABLE ROW LEVEL SECURITY;
            CREATE POLICY own ON children USING (parent > 0);
            COMMENT ON TABLE children IS 'of somebody';
            COMMENT ON INDEX parents_name IS 'by name';
            """;

    private Scratch scratch;

    @BeforeEach
    void open() {
        scratch = Scratch.open(16, TestPostgres.scratchUrl(16));
    }

    @AfterEach
    void close() {
        scratch.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "ALTER TABLE parents ADD COLUMN age int",
                "ALTER TABLE parents DROP COLUMN child",
                "ALTER TABLE children ADD COLUMN born date, ALTER COLUMN parent SET NOT NULL",
                "ALTER TABLE parents ADD COLUMN a int; ALTER TABLE children ADD COLUMN b int; CREATE TABLE c (id int)",
                "ALTER TABLE \"o'dd\".\"ta\"\"ble\" ADD COLUMN \"x;\" text",
                "ALTER TABLE children DROP CONSTRAINT children_parent_fkey",
                "DROP INDEX parents_name",
                "DROP POLICY own ON children; CREATE POLICY own ON children USING (parent > 1)",
                "CREATE POLICY other ON parents FOR SELECT USING (id > 0)",
                "DROP MATERIALIZED VIEW kept; DROP VIEW over",
                "DROP MATERIALIZED VIEW kept; CREATE MATERIALIZED VIEW kept AS SELECT 2 AS n",
                "ALTER SEQUENCE tickets INCREMENT 3",
                "DROP SEQUENCE tickets; CREATE TYPE size AS ENUM ('s'); CREATE TABLE sizes (id size PRIMARY KEY)",
                "COMMENT ON TABLE children IS NULL; COMMENT ON COLUMN parents.name IS 'a;b'",
                "DROP MATERIALIZED VIEW kept; DROP VIEW over; DROP VIEW names; DROP TABLE parents, children CASCADE",
                "CREATE SCHEMA more; CREATE TABLE more.parents (id int REFERENCES parents (id))"
            })
    void what_differs_is_made_anew_there_and_back(String edit) throws SQLException {
        Catalog shop = catalog(SHOP);
        Catalog edited = catalog(SHOP + edit);
        assertReloads(SHOP, shop, edited);
        if (!edit.contains("SCHEMA")) assertReloads(SHOP + edit, edited, shop);
    }

    private void assertReloads(String sql, Catalog before, Catalog now) throws SQLException {
        try (ScratchDatabase database = scratch.database();
                Connection connection = database.connectSimple()) {
            run(connection, sql);
            for (String s : Reload.statements(before, now).orElseThrow()) run(connection, s);
            Catalog read = CatalogReader.read(connection);
            assertThat(read.objects()).isEqualTo(now.objects());
            assertThat(Fingerprint.of(read)).isEqualTo(Fingerprint.of(now));
        }
    }

    @Test
    void a_type_that_a_standing_table_uses_is_not_torn_away() throws SQLException {
        Catalog shop = catalog(SHOP);
        String labels = SHOP.replace("('ok', 'bad')", "('ok', 'meh', 'bad')");
        try (ScratchDatabase database = scratch.database();
                Connection connection = database.connectSimple()) {
            run(connection, SHOP + "CREATE TABLE standing (m mood)");
            List<String> statements =
                    Reload.statements(
                                    catalog(SHOP + "CREATE TABLE standing (m mood)"),
                                    catalog(labels + "CREATE TABLE standing (m mood)"))
                            .orElseThrow();
            assertThat(statements).noneMatch(s -> s.contains("CASCADE"));
            assertThat(
                            org.assertj.core.api.Assertions.catchThrowable(() -> {
                                for (String s : statements) run(connection, s);
                            }))
                    .hasMessageContaining("other objects depend on it");
            assertThat(CatalogReader.read(connection).all(dev.sluice.schema.EnumType.class))
                    .isEqualTo(shop.all(dev.sluice.schema.EnumType.class));
        }
    }

    @Test
    void a_room_holds_the_next_schema_whatever_stood_in_it() throws SQLException {
        var standing = new Room.Content(List.of(), catalog(SHOP));
        String[] next = {
            SHOP.replace("('ok', 'bad')", "('ok', 'meh', 'bad')"),
            "CREATE TABLE alone (id int)",
            SHOP.replace("CREATE SCHEMA \"o'dd\";", "").replace("\"o'dd\".", ""),
            SHOP + "ALTER TABLE children ADD COLUMN born date"
        };
        for (String sql : next) {
            Catalog wanted = catalog(sql);
            try (Room room = Room.with(standing, SHOP, scratch)) {
                assertThat(room.load(new Room.Content(List.of(), wanted))).isEmpty();
                assertThat(CatalogReader.read(room.connection()).objects())
                        .isEqualTo(wanted.objects());
            }
        }
    }

    @Test
    void what_was_carried_and_is_not_any_more_is_not_there() throws SQLException {
        Catalog shop = catalog(SHOP);
        var standing = new Room.Content(List.of("CREATE DOMAIN age AS int"), shop);
        try (Room room = Room.with(standing, SHOP, scratch)) {
            assertThat(room.load(new Room.Content(List.of(), shop))).isEmpty();
            assertThat(CatalogReader.read(room.connection()).objects()).isEqualTo(shop.objects());
        }
    }

    @Test
    void what_a_room_kept_is_there_for_the_next_and_a_problem_is_told_of_the_whole()
            throws SQLException {
        String sql = SHOP + "CREATE TABLE kept_by_a_room (id int PRIMARY KEY)";
        var content = new Room.Content(List.of(), catalog(sql));
        try (Room room = Room.empty(scratch)) {
            assertThat(room.load(content)).isEmpty();
            room.keep(content, sql, content::texts);
        }
        try (Room room = Room.with(content, sql, scratch)) {
            assertThat(CatalogReader.read(room.connection()).objects())
                    .isEqualTo(content.texts().objects());
            var broken =
                    new Room.Content(List.of("CREATE TABLE twice (id int, id int)"), catalog(sql));
            assertThat(room.load(broken))
                    .singleElement()
                    .hasToString(
                            "column \"id\" specified more than once in: CREATE TABLE twice (id int, id int)");
        }
    }

    private Catalog catalog(String sql) throws SQLException {
        try (ScratchDatabase database = scratch.database();
                Connection connection = database.connectSimple()) {
            run(connection, sql);
            return CatalogReader.read(connection);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
