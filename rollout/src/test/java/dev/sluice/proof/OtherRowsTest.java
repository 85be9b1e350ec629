package dev.sluice.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.plan.Hazard;
import dev.sluice.plan.HazardKind;
import dev.sluice.source.scratch.Scratch;
import dev.sluice.source.scratch.ScratchDatabase;
import dev.sluice.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OtherRowsTest {
    private static final String BEFORE =
            """
            CREATE TABLE countries (code text PRIMARY KEY);
            CREATE TABLE users (id int PRIMARY KEY GENERATED ALWAYS AS IDENTITY, email text NOT NULL UNIQUE,
              nick varchar(40), age bigint CHECK (age > 17), country text NOT NULL)\
            """;

    /// What a live database may hold.
    private static final String LIVE =
            """
            INSERT INTO countries VALUES ('at');
            INSERT INTO users (email, nick, age, country) VALUES ('a', NULL, NULL, 'at'),
              ('b', 'nickname', 3000000000, 'xx'), ('c', 'nickname', 18, 'at')\
            """;

    private static Scratch scratch;

    @BeforeAll
    static void open() {
        scratch = Scratch.open(18, TestPostgres.server(18).url("postgres"));
    }

    @AfterAll
    static void close() {
        scratch.close();
    }

    @Test
    void a_column_that_becomes_not_null_may_fail_and_its_empty_values_are_counted()
            throws SQLException {
        finds("ALTER TABLE users ALTER nick SET NOT NULL", "column public.users.nick", 1);
    }

    @Test
    void who_fills_the_column_first_is_told_nothing() throws SQLException {
        assertThat(
                        mayFail(
                                "UPDATE users SET nick = '' WHERE nick IS NULL",
                                "ALTER TABLE users ALTER nick SET NOT NULL"))
                .isEmpty();
    }

    @Test
    void a_new_key_may_fail_and_its_duplicates_are_counted() throws SQLException {
        finds(
                "ALTER TABLE users ADD CONSTRAINT nicks UNIQUE (nick)",
                "constraint public.users.nicks",
                1);
        finds("CREATE UNIQUE INDEX nicks ON users (nick)", "index public.nicks", 1);
    }

    @Test
    void a_new_foreign_key_may_fail_and_its_orphans_are_counted() throws SQLException {
        finds(
                "ALTER TABLE users ADD CONSTRAINT lives FOREIGN KEY (country) REFERENCES countries",
                "constraint public.users.lives",
                1);
    }

    @Test
    void a_new_check_may_fail_and_its_breakers_are_counted() throws SQLException {
        finds(
                "ALTER TABLE users ADD CONSTRAINT adult CHECK (age < 100)",
                "constraint public.users.adult",
                1);
    }

    @Test
    void a_narrower_type_may_fail_though_the_error_names_no_table() throws SQLException {
        finds("ALTER TABLE users ALTER age TYPE integer", "column public.users.age", 1);
        finds("ALTER TABLE users ALTER nick TYPE varchar(5)", "column public.users.nick", 2);
    }

    @Test
    void a_column_without_a_default_may_fail_where_there_are_rows() throws SQLException {
        finds("ALTER TABLE users ADD born date NOT NULL", "column public.users.born", 3);
    }

    @Test
    void keys_over_an_expression_or_with_a_reference_hide_nothing() throws SQLException {
        for (String key : List.of("(lower(email))", "(country, email)", "(country, lower(email))"))
            assertThat(
                            mayFailOn(
                                    BEFORE.replace(" UNIQUE", "")
                                            + "; ALTER TABLE users ADD FOREIGN KEY (country) REFERENCES countries; CREATE UNIQUE INDEX one ON users "
                                            + key,
                                    "ALTER TABLE users ALTER nick SET NOT NULL"))
                    .as(key)
                    .extracting(Hazard::object)
                    .containsExactly("column public.users.nick");
    }

    @Test
    void all_that_may_fail_is_found_not_only_the_first() throws SQLException {
        List<Hazard> found =
                mayFail(
                        "ALTER TABLE users ALTER nick SET NOT NULL",
                        "ALTER TABLE countries ADD name text NOT NULL");
        assertThat(found)
                .extracting(Hazard::object)
                .containsExactlyInAnyOrder(
                        "column public.users.nick", "column public.countries.name");
    }

    @Test
    void statements_that_stumble_over_a_value_are_found_without_a_query() throws SQLException {
        List<Hazard> found =
                mayFail("DO $$ BEGIN EXECUTE 'UPDATE users SET age = age + 1'; END $$");
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().object()).isEqualTo("table public.users");
        assertThat(found.getFirst().why()).contains("bigint out of range");
    }

    @Test
    void what_harms_no_row_is_told_nothing() throws SQLException {
        assertThat(mayFail("ALTER TABLE users ADD note text", "CREATE TABLE t (a int NOT NULL)"))
                .isEmpty();
        assertThat(mayFail("CREATE INDEX by_nick ON users (nick)")).isEmpty();
        assertThat(mayFail("ALTER TABLE users ALTER nick TYPE text")).isEmpty();
        assertThat(mayFail("DROP TABLE users")).isEmpty();
    }

    private static void finds(String up, String object, long there) throws SQLException {
        List<Hazard> found = mayFail(up);
        assertThat(found).as(up).hasSize(1);
        Hazard hazard = found.getFirst();
        assertThat(hazard.kind()).isEqualTo(HazardKind.MAY_FAIL_ON_EXISTING_DATA);
        assertThat(hazard.object()).isEqualTo(object);
        try (var live = TestPostgres.database().execute(BEFORE, LIVE);
                Connection connection = live.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(String.valueOf(hazard.countingQuery()))) {
            row.next();
            assertThat(row.getLong(1)).as(hazard.countingQuery()).isEqualTo(there);
        }
    }

    private static List<Hazard> mayFail(String... up) throws SQLException {
        return mayFailOn(BEFORE, up);
    }

    private static List<Hazard> mayFailOn(String before, String... up) throws SQLException {
        try (ScratchDatabase template = scratch.database()) {
            try (Connection c = template.connect();
                    var statement = c.createStatement()) {
                statement.execute(before);
            }
            Proof proof = Prover.prove(scratch, template, null, List.of(up), null, null);
            return OtherRows.mayFail(scratch, template, proof, List.of(up));
        }
    }
}
