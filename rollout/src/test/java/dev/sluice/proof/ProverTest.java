package dev.sluice.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proof.Proof.Verdict;
import dev.sluice.schema.QualifiedName;
import dev.sluice.source.scratch.Scratch;
import dev.sluice.source.scratch.ScratchDatabase;
import dev.sluice.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProverTest {
    private static final QualifiedName USERS = QualifiedName.of("public", "users");
    private static final String USERS_SQL =
            "CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL UNIQUE, age int CHECK (age > 17))";

    private static Scratch scratch;

    @BeforeAll
    static void open() {
        scratch = Scratch.open(16, TestPostgres.scratchUrl(16));
    }

    @AfterAll
    static void close() {
        scratch.close();
    }

    @Test
    void adding_a_column_and_dropping_it_is_proven_with_rows() throws SQLException {
        Proof proof =
                prove(USERS_SQL, "ALTER TABLE users ADD note text", "ALTER TABLE users DROP note");
        assertThat(proof.reasons()).isEmpty();
        assertThat(proof.verdict()).isEqualTo(Verdict.WITH_ROWS);
    }

    @Test
    void an_update_that_matches_no_row_is_a_write() throws SQLException {
        assertWritten("UPDATE users SET age = 20 WHERE email = 'nobody'", "SELECT 1");
    }

    @Test
    void an_update_inside_a_do_block_is_a_write() throws SQLException {
        assertWritten("DO $$ BEGIN EXECUTE 'UP' || 'DATE users SET age = 20'; END $$", "SELECT 1");
    }

    @Test
    void truncate_is_a_write() throws SQLException {
        assertWritten("TRUNCATE users", "SELECT 1");
    }

    @Test
    void rows_of_a_child_and_of_a_partition_that_go_are_missed_in_their_parent()
            throws SQLException {
        Proof child =
                prove(
                        USERS_SQL + "; CREATE TABLE former () INHERITS (users)",
                        "TRUNCATE former",
                        "SELECT 1");
        assertThat(child.writtenTables().toString()).contains("public.former", "public.users");
        Proof partition =
                prove(
                        """
                        CREATE TABLE parts (at date NOT NULL, id int) PARTITION BY RANGE (at);
                        CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM ('1999-01-01') TO ('1999-02-01')\
                        """,
                        "TRUNCATE parts_1",
                        "SELECT 1");
        assertThat(partition.writtenTables().toString()).contains("public.parts");
    }

    @Test
    void what_only_the_way_back_takes_away_is_missed() throws SQLException {
        Proof proof =
                prove(
                        USERS_SQL + "; CREATE TABLE notes (id int PRIMARY KEY, text text)",
                        "ALTER TABLE users ADD note text",
                        "ALTER TABLE users DROP note; TRUNCATE notes");
        assertThat(proof.verdict()).isEqualTo(Verdict.FOR_SCHEMA);
        assertThat(proof.reasons().toString())
                .contains("public.notes.text does not hold its old values after the way back");
    }

    @Test
    void many_statements_are_proven_like_few_and_the_wrong_one_is_named() throws SQLException {
        List<String> up =
                new ArrayList<>(
                        IntStream.range(0, 150)
                                .mapToObj(i -> "CREATE TABLE t" + i + " (id int) -- the " + i)
                                .toList());
        List<String> down =
                IntStream.range(0, 150).mapToObj(i -> "DROP TABLE t" + i + ";").toList();
        assertThat(prove(USERS_SQL, up, down).verdict()).isEqualTo(Verdict.WITH_ROWS);
        up.set(76, "CREATE TABLE t76 (id nothing)");
        assertThat(prove(USERS_SQL, up, down).reasons().toString())
                .contains("Up fails in statement 77 of 150", "type \"nothing\" does not exist");
        up.set(76, "CREATE TABLE t76 (id int); COMMENT ON TABLE t76 IS 'open");
        up.set(77, "closed'; CREATE TABLE t77 (id int)");
        assertThat(prove(USERS_SQL, up, down).reasons().toString())
                .contains("Up fails in statement 77 of 150", "unterminated quoted string");
    }

    @Test
    void using_with_the_same_type_is_a_write() throws SQLException {
        assertWritten("ALTER TABLE users ALTER email TYPE text USING email || '!'", "SELECT 1");
    }

    @Test
    void drop_and_create_of_the_same_table_is_a_write() throws SQLException {
        assertWritten("DROP TABLE users; " + USERS_SQL, "SELECT 1");
    }

    @Test
    void drop_and_add_of_the_same_column_is_a_write() throws SQLException {
        assertWritten(
                "ALTER TABLE users DROP age; ALTER TABLE users ADD age int CHECK (age > 17)",
                "SELECT 1");
    }

    @Test
    void rows_of_a_table_that_the_migration_makes_are_no_write() throws SQLException {
        Proof proof =
                prove(
                        USERS_SQL,
                        "CREATE TABLE kinds (k text); INSERT INTO kinds VALUES ('a')",
                        "DROP TABLE kinds");
        assertThat(proof.verdict()).isEqualTo(Verdict.WITH_ROWS);
        assertThat(proof.writtenTables()).isEmpty();
    }

    @Test
    void a_rename_there_and_back_keeps_every_value() throws SQLException {
        Proof proof =
                prove(
                        USERS_SQL,
                        "ALTER TABLE users RENAME email TO mail; ALTER TABLE users RENAME TO people",
                        "ALTER TABLE people RENAME TO users; ALTER TABLE users RENAME mail TO email");
        assertThat(proof.reasons()).isEmpty();
        assertThat(proof.verdict()).isEqualTo(Verdict.WITH_ROWS);
    }

    @Test
    void a_narrowing_type_that_loses_values_is_proven_for_the_schema() throws SQLException {
        Proof proof =
                prove(
                        "CREATE TABLE t (at timestamp NOT NULL CHECK (at > '2099-01-01'))",
                        "ALTER TABLE t DROP CONSTRAINT t_at_check; ALTER TABLE t ALTER at TYPE int USING 7",
                        "ALTER TABLE t ALTER at TYPE timestamp USING '2100-01-01'; ALTER TABLE t ADD CONSTRAINT t_at_check CHECK (at > '2099-01-01')");
        assertThat(proof.verdict()).isEqualTo(Verdict.FOR_SCHEMA);
        assertThat(proof.reasons()).anyMatch(r -> r.contains("public.t.at"));
    }

    @Test
    void a_column_that_rows_refuse_is_proven_for_the_schema_and_named() throws SQLException {
        Proof proof =
                prove(
                        USERS_SQL,
                        "ALTER TABLE users ADD must text NOT NULL",
                        "ALTER TABLE users DROP must");
        assertThat(proof.verdict()).isEqualTo(Verdict.FOR_SCHEMA);
        assertThat(proof.unfilled()).containsExactly(USERS);
    }

    @Test
    void wrong_sql_is_not_proven_and_says_where() throws SQLException {
        Proof proof = prove(USERS_SQL, "ALTER TABLE nowhere ADD x int", "SELECT 1");
        assertThat(proof.verdict()).isEqualTo(Verdict.NOT_PROVEN);
        assertThat(proof.reasons().getFirst()).contains("statement 1 of 1").contains("nowhere");
    }

    @Test
    void a_way_back_that_leaves_something_is_not_proven() throws SQLException {
        Proof proof = prove(USERS_SQL, "ALTER TABLE users ADD note text", "SELECT 1");
        assertThat(proof.verdict()).isEqualTo(Verdict.NOT_PROVEN);
        assertThat(proof.reasons()).anyMatch(r -> r.startsWith("Down does not bring back"));
    }

    @Test
    void the_new_side_is_filled_for_too() throws SQLException {
        Proof proof =
                prove(
                        "CREATE TABLE p (code text PRIMARY KEY);"
                                + "CREATE TABLE t (id int PRIMARY KEY, n text, kind text, p text)",
                        "ALTER TABLE t ALTER n TYPE int USING n::int, ALTER kind SET NOT NULL,"
                                + " ADD CHECK (kind IN ('big', 'small')), ADD FOREIGN KEY (p) REFERENCES p (code)",
                        "ALTER TABLE t DROP CONSTRAINT t_p_fkey, DROP CONSTRAINT t_kind_check,"
                                + " ALTER kind DROP NOT NULL, ALTER n TYPE text");
        assertThat(proof.reasons()).isEmpty();
        assertThat(proof.verdict()).isEqualTo(Verdict.WITH_ROWS);
    }

    @Test
    void every_kind_of_table_is_filled() throws SQLException {
        Proof proof = prove(HARD, "CREATE TABLE more (id int)", "DROP TABLE more");
        assertThat(proof.reasons()).isEmpty();
        assertThat(proof.unfilled()).isEmpty();
        assertThat(proof.verdict()).isEqualTo(Verdict.WITH_ROWS);
    }

    private static final String HARD =
            """
            CREATE TYPE mood AS ENUM ('sad', 'ok');
            CREATE DOMAIN mail AS text CHECK (VALUE ~ '^[^@]+@[^@]+$');
            CREATE TYPE pair AS (a int, b text);
            CREATE TABLE types (
              a smallint, b bigint UNIQUE, c numeric(3,2), d real, e varchar(2) UNIQUE, f char(1), g boolean, h uuid DEFAULT gen_random_uuid() PRIMARY KEY,
              i date, j timestamptz NOT NULL, k time, l interval, m json, n jsonb, o bytea, p inet, q cidr, r macaddr, s bit(4), t varbit,
              u money, v xml, w point, x tsvector, y text[], z mood[], aa mood NOT NULL, ab mail NOT NULL, ac pair, ad int4range, ae tstzrange,
              af int GENERATED ALWAYS AS (a + 1) STORED, ag bigint GENERATED ALWAYS AS IDENTITY, ah polygon, ai oid, aj int[][]);
            CREATE TABLE parents (id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, boss int REFERENCES parents, name text NOT NULL CHECK (length(name) >= 8));
            CREATE TABLE tenants (id uuid PRIMARY KEY);
            CREATE TABLE users (tenant uuid NOT NULL REFERENCES tenants, id int, PRIMARY KEY (tenant, id));
            CREATE TABLE orders (tenant uuid NOT NULL REFERENCES tenants, who int NOT NULL, parent int NOT NULL UNIQUE REFERENCES parents,
              status text NOT NULL CHECK (status IN ('open', 'closed')), lo int NOT NULL, hi int NOT NULL, CHECK (lo < hi),
              one int REFERENCES parents, two int REFERENCES parents, CHECK (num_nonnulls(one, two) = 1),
              FOREIGN KEY (tenant, who) REFERENCES users);
            CREATE TABLE hen (id int PRIMARY KEY, egg int NOT NULL);
            CREATE TABLE egg (id int PRIMARY KEY, hen int NOT NULL REFERENCES hen);
            ALTER TABLE hen ADD FOREIGN KEY (egg) REFERENCES egg DEFERRABLE INITIALLY DEFERRED;
            CREATE TABLE parts (at date NOT NULL, id int) PARTITION BY RANGE (at);
            CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM ('1999-01-01') TO ('1999-02-01');
            CREATE TABLE booked (during tsrange, EXCLUDE USING gist (during WITH &&));
            CREATE TABLE flags (only_one boolean PRIMARY KEY);
            CREATE TABLE nothing ();
            """;

    @Test
    void a_rename_loses_nothing_and_a_drop_is_named_by_what_stood() throws SQLException {
        Proof proof =
                prove(
                        "CREATE TABLE a (id int PRIMARY KEY, was text, goes text, again text);"
                                + "CREATE TABLE b (id int PRIMARY KEY)",
                        """
                        ALTER TABLE a RENAME TO c;
                        ALTER TABLE c RENAME was TO is_now;
                        ALTER TABLE c DROP goes;
                        ALTER TABLE c DROP again, ADD again text;
                        DROP TABLE b\
                        """,
                        "SELECT 1");
        assertThat(proof.gone().tables()).extracting(Object::toString).containsExactly("public.b");
        assertThat(proof.gone().columns())
                .extracting(c -> c.column().text())
                .containsExactlyInAnyOrder("goes", "again");
    }

    @Test
    void a_role_that_the_migration_takes_does_not_judge_it() throws SQLException {
        Proof proof =
                prove(
                        "CREATE TABLE a (id int PRIMARY KEY)",
                        "CREATE TABLE b (id int); SET ROLE pg_monitor",
                        "DROP TABLE b");
        assertThat(proof.verdict()).isEqualTo(Proof.Verdict.WITH_ROWS);
    }

    private static void assertWritten(String up, String down) throws SQLException {
        Proof proof = prove(USERS_SQL, up, down);
        assertThat(proof.writtenTables()).containsExactly(USERS);
        assertThat(proof.verdict()).isEqualTo(Verdict.FOR_SCHEMA);
        assertThat(proof.reasons())
                .allMatch(r -> r.contains("public.users") && r.contains("data not"));
    }

    private static Proof prove(String before, String up, String down) throws SQLException {
        return prove(before, List.of(up), List.of(down));
    }

    private static Proof prove(String before, List<String> up, List<String> down)
            throws SQLException {
        try (ScratchDatabase template = scratch.database()) {
            try (Connection c = template.connect();
                    var statement = c.createStatement()) {
                statement.execute(before);
            }
            return Prover.prove(scratch, template, null, up, down, null);
        }
    }
}
