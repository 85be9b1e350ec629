package dev.sluice.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Fingerprint;
import dev.sluice.source.catalog.CatalogReader;
import dev.sluice.source.scratch.FixedPoint;
import dev.sluice.source.scratch.Scratch;
import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One schema has one fingerprint, whoever reads it and however it came to be; and what is no
/// difference is never called drift.
class FingerprintTest {
    private static final String TABLES =
            """
            CREATE TYPE mood AS ENUM ('sad', 'happy');
            CREATE TABLE customers (
              id integer GENERATED ALWAYS AS IDENTITY,
              state varchar(10) NOT NULL DEFAULT 'new',
              mood mood DEFAULT 'happy',
              email text,
              shouted text GENERATED ALWAYS AS (upper(email)) STORED);
            CREATE TABLE orders (id bigint NOT NULL, customer_id integer, at timestamptz DEFAULT now());
            ALTER TABLE customers ENABLE ROW LEVEL SECURITY;
            """;

    /// Every place where PostgreSQL prints an expression, with one that it prints otherwise after a
    /// restore.
    private static final String SHOP =
            TABLES
                    + """
                    ALTER TABLE customers ADD CONSTRAINT customers_pkey PRIMARY KEY (id);
                    ALTER TABLE customers ADD CONSTRAINT customers_email_key UNIQUE (email);
                    ALTER TABLE customers ADD CONSTRAINT customers_state CHECK (state IN ('new', 'old'));
                    ALTER TABLE orders ADD CONSTRAINT orders_pkey PRIMARY KEY (id);
                    ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE;
                    CREATE INDEX customers_known ON customers (lower(email), id DESC) WHERE state IN ('new', 'old');
                    CREATE VIEW known AS SELECT id, state FROM customers WHERE state IN ('new', 'old');
                    CREATE POLICY theirs ON customers USING (state IN ('new', 'old'));
                    """;

    /// The same statements once more, as PostgreSQL prints them.
    private static final String PRINTED =
            """
            (SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
             FROM pg_constraint WHERE conrelid IN ('customers'::regclass, 'orders'::regclass) AND contype IN ('p', 'u', 'c', 'f')
             ORDER BY contype = 'f')
            UNION ALL SELECT pg_get_indexdef('customers_known'::regclass)
            UNION ALL SELECT 'CREATE VIEW known AS ' || pg_get_viewdef('known'::regclass)
            UNION ALL SELECT format('CREATE POLICY %I ON customers USING (%s)', polname, pg_get_expr(polqual, polrelid)) FROM pg_policy\
            """;

    @Test
    void a_role_that_may_only_connect_reads_the_same() throws Exception {
        String role = "only_connects_" + UUID.randomUUID().toString().replace("-", "");
        try (TestDatabase database = TestPostgres.database()) {
            database.execute(
                    SHOP,
                    "REVOKE ALL ON SCHEMA public FROM PUBLIC",
                    "CREATE ROLE " + role + " LOGIN PASSWORD 'only to connect'");
            try (Connection weak =
                    DriverManager.getConnection(
                            database.url().replaceFirst("\\?.*", ""), role, "only to connect")) {
                assertThat(CatalogReader.read(weak)).isEqualTo(read(database));
                assertThat(Fingerprint.of(CatalogReader.read(weak)))
                        .isEqualTo(Fingerprint.of(read(database)));
            } finally {
                database.execute("DROP ROLE " + role);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void what_is_restored_from_its_printing_is_no_drift_and_prints_the_same_by_the_second_round(
            int major) throws Exception {
        try (TestDatabase database = TestPostgres.database(major);
                TestDatabase once = TestPostgres.database(major);
                TestDatabase twice = TestPostgres.database(major)) {
            database.execute(SHOP);
            once.execute(printed(database));
            twice.execute(printed(once));
            stable(database, once, twice, major);
        }
    }

    /// On the majors that this machine's pg_dump can read.
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("dumped")
    void a_restored_dump_is_no_drift_and_prints_the_same_by_the_second_round(int major)
            throws Exception {
        try (TestDatabase database = TestPostgres.database(major);
                TestDatabase once = TestPostgres.database(major);
                TestDatabase twice = TestPostgres.database(major)) {
            database.execute(SHOP);
            once.execute(dump(database));
            twice.execute(dump(once));
            stable(database, once, twice, major);
        }
    }

    private static void stable(
            TestDatabase database, TestDatabase once, TestDatabase twice, int major)
            throws Exception {
        Fingerprint settled = Fingerprint.of(read(once));
        assertThat(Fingerprint.of(read(database))).isNotEqualTo(settled);
        assertThat(Fingerprint.of(read(twice))).isEqualTo(settled);
        try (Scratch scratch = Scratch.open(major)) {
            assertThat(Fingerprint.of(FixedPoint.settle(read(database), scratch)))
                    .isEqualTo(settled);
        }
        assertThat(drift(database, once)).isEqualTo(new Drift.None());
        once.execute("ALTER TABLE customers DROP CONSTRAINT customers_state");
        assertThat(drift(database, once)).isInstanceOf(Drift.Found.class);
    }

    @Test
    void a_column_dropped_and_added_again_changes_nothing() throws Exception {
        try (TestDatabase database = TestPostgres.database()) {
            database.execute(SHOP);
            Fingerprint before = Fingerprint.of(read(database));
            database.execute(
                    "ALTER TABLE customers DROP COLUMN mood",
                    "ALTER TABLE customers ADD COLUMN mood mood DEFAULT 'happy'",
                    "ALTER TABLE orders DROP COLUMN customer_id",
                    "ALTER TABLE orders ADD COLUMN customer_id integer",
                    "ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE");
            assertThat(Fingerprint.of(read(database))).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @CsvSource({"14, 18", "18, 14", "15, 17", "17, 18", "16, 15"})
    void the_same_schema_on_another_major_is_never_drift_and_a_difference_has_words(
            int recorded, int live) throws Exception {
        try (TestDatabase before = TestPostgres.database(recorded);
                TestDatabase after = TestPostgres.database(live)) {
            before.execute(SHOP);
            after.execute(SHOP);
            assertThat(Fingerprint.of(read(before))).isNotEqualTo(Fingerprint.of(read(after)));
            assertThat(drift(before, after)).isEqualTo(new Drift.None());
            after.execute(
                    "ALTER TABLE orders ADD COLUMN note text",
                    "ALTER TABLE customers DROP CONSTRAINT customers_state");
            assertThat(drift(before, after))
                    .isInstanceOfSatisfying(
                            Drift.Found.class,
                            found ->
                                    assertThat(found.differences())
                                            .hasSize(2)
                                            .anyMatch(d -> d.contains("orders.note"))
                                            .anyMatch(d -> d.contains("customers_state")));
        }
    }

    private static Drift drift(TestDatabase recorded, TestDatabase live) throws Exception {
        Catalog found = read(live);
        try (Scratch scratch = Scratch.open(found.major())) {
            return DriftCheck.of(
                    read(recorded),
                    found,
                    catalog -> {
                        try {
                            return FixedPoint.settle(catalog, scratch);
                        } catch (SQLException e) {
                            throw new IllegalStateException(e);
                        }
                    });
        }
    }

    private static String[] printed(TestDatabase database) throws SQLException {
        var statements = new ArrayList<>(List.of(TABLES));
        try (Connection connection = database.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(PRINTED)) {
            while (row.next()) statements.add(row.getString(1));
        }
        return statements.toArray(String[]::new);
    }

    static Stream<Integer> dumped() throws Exception {
        int newest = 0;
        try {
            String version = output(new ProcessBuilder("pg_dump", "--version"));
            newest = Integer.parseInt(version.replaceFirst("\\D*(\\d+)(?s:.*)", "$1"));
        } catch (IOException _) {
            // there is none
        }
        return IntStream.rangeClosed(14, newest).boxed();
    }

    private static String dump(TestDatabase database) throws Exception {
        String url = database.url().substring("jdbc:".length());
        String text =
                output(
                        new ProcessBuilder(
                                "pg_dump", "--schema-only", "--no-owner", "--dbname=" + url));
        // psql's own commands, and the schema that every database has
        return text.lines()
                .filter(l -> !l.startsWith("\\") && !l.startsWith("CREATE SCHEMA public"))
                .collect(Collectors.joining("\n"));
    }

    private static String output(ProcessBuilder program) throws Exception {
        Process process = program.redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) throw new IllegalStateException(text);
        return text;
    }

    private static Catalog read(TestDatabase database) throws Exception {
        try (Connection connection = database.connect()) {
            return CatalogReader.read(connection);
        }
    }
}
