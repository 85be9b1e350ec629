package dev.sluice.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Online plans run on real servers, there and back, and end where the direct ones end.
class OnlineTest {
    private static final String SHOP =
            """
            CREATE TABLE customer (id int PRIMARY KEY, email text, rank int);
            CREATE TABLE purchase (id int PRIMARY KEY, customer int, total numeric NOT NULL, note text);
            INSERT INTO customer SELECT g, 'c' || g, g FROM generate_series(1, 20) g;
            INSERT INTO purchase SELECT g, g % 20 + 1, g, 'n' || g FROM generate_series(1, 40) g;
            """;

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void indexes_come_and_go_concurrently(int major) throws SQLException {
        Plan plan =
                online(
                        major,
                        SHOP,
                        """
                        CREATE INDEX purchase_customer ON purchase (customer) INCLUDE (total) WHERE total > 1;
                        CREATE UNIQUE INDEX "a ON b" ON purchase (lower(note), id);
                        COMMENT ON INDEX purchase_customer IS 'of whom';
                        """);
        assertThat(Pair.sql(plan.steps()))
                .containsExactly(
                        "CREATE UNIQUE INDEX CONCURRENTLY \"a ON b\" ON \"public\".\"purchase\""
                                + " USING btree (lower(note), id)",
                        "CREATE INDEX CONCURRENTLY \"purchase_customer\" ON \"public\".\"purchase\""
                                + " USING btree (customer) INCLUDE (total) WHERE (total > (1)::numeric)",
                        "COMMENT ON INDEX \"public\".\"purchase_customer\" IS 'of whom'");
        assertThat(Pair.sql(plan.wayBack()))
                .containsExactly(
                        "DROP INDEX CONCURRENTLY \"public\".\"a ON b\"",
                        "DROP INDEX CONCURRENTLY \"public\".\"purchase_customer\"");
        assertThat(plan.steps().getFirst().mode()).isEqualTo(TransactionMode.ALONE);
        assertThat(Pair.hazards(plan)).doesNotContain(HazardKind.LONG_EXCLUSIVE_LOCK);
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void checks_and_foreign_keys_are_validated_after_they_are_there(int major) throws SQLException {
        Plan plan =
                online(
                        major,
                        SHOP,
                        """
                        ALTER TABLE purchase ADD CONSTRAINT positive CHECK (total > 0) NO INHERIT,
                            ADD CONSTRAINT of FOREIGN KEY (customer) REFERENCES customer
                            ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
                        COMMENT ON CONSTRAINT positive ON purchase IS 'no gifts';
                        """);
        assertThat(Pair.sql(plan.steps()).subList(0, 2)).allMatch(s -> s.endsWith(" NOT VALID"));
        assertThat(plan.steps())
                .filteredOn(s -> s.mode() == TransactionMode.ALONE)
                .extracting(Step::sql)
                .containsExactly(
                        "ALTER TABLE \"public\".\"purchase\" VALIDATE CONSTRAINT \"of\"",
                        "ALTER TABLE \"public\".\"purchase\" VALIDATE CONSTRAINT \"positive\"");
        assertThat(plan.steps().getLast().hazards().getFirst().countingQuery())
                .contains("WHERE NOT");
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void not_null_is_proven_before_it_is_set(int major) throws SQLException {
        Plan plan =
                online(
                        major,
                        SHOP,
                        "ALTER TABLE customer ALTER COLUMN email SET NOT NULL;"
                                + " ALTER TABLE purchase ADD CONSTRAINT note UNIQUE (note),"
                                + " DROP CONSTRAINT purchase_pkey, ALTER note SET NOT NULL,"
                                + " ALTER customer SET NOT NULL, ADD PRIMARY KEY (customer, id)");
        if (major < 18)
            assertThat(Pair.sql(plan.steps()))
                    .containsSubsequence(
                            "ALTER TABLE \"public\".\"customer\" ADD CONSTRAINT"
                                    + " \"customer_email_not_null\" CHECK (\"email\" IS NOT NULL) NOT VALID",
                            "ALTER TABLE \"public\".\"customer\" VALIDATE CONSTRAINT"
                                    + " \"customer_email_not_null\"",
                            "ALTER TABLE \"public\".\"customer\" ALTER COLUMN \"email\" SET NOT NULL",
                            "ALTER TABLE \"public\".\"customer\" DROP CONSTRAINT"
                                    + " \"customer_email_not_null\"");
        else
            assertThat(Pair.sql(plan.steps()))
                    .containsSubsequence(
                            "ALTER TABLE \"public\".\"customer\" ADD CONSTRAINT"
                                    + " \"customer_email_not_null\" NOT NULL \"email\" NOT VALID",
                            "ALTER TABLE \"public\".\"customer\" VALIDATE CONSTRAINT"
                                    + " \"customer_email_not_null\"")
                    .noneMatch(s -> s.contains("SET NOT NULL"));
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void a_key_takes_over_an_index_that_was_built_before(int major) throws SQLException {
        Plan plan =
                online(
                        major,
                        SHOP,
                        """
                        ALTER TABLE customer ADD CONSTRAINT "e-mail" UNIQUE (email) INCLUDE (rank)
                            DEFERRABLE INITIALLY DEFERRED;
                        ALTER TABLE customer ADD COLUMN code int, ADD CONSTRAINT code UNIQUE (code, rank);
                        """);
        assertThat(Pair.sql(plan.steps()))
                .contains(
                        "CREATE UNIQUE INDEX CONCURRENTLY \"e-mail\" ON \"public\".\"customer\""
                                + " (email) INCLUDE (rank)",
                        "ALTER TABLE \"public\".\"customer\" ADD CONSTRAINT \"e-mail\" UNIQUE"
                                + " USING INDEX \"e-mail\" DEFERRABLE INITIALLY DEFERRED")
                .containsSubsequence(
                        "ALTER TABLE \"public\".\"customer\" ADD COLUMN \"code\" integer",
                        "CREATE UNIQUE INDEX CONCURRENTLY \"code\" ON \"public\".\"customer\""
                                + " (code, rank)");
    }

    @Test
    void nulls_that_are_not_distinct_stay_so() throws SQLException {
        online(18, SHOP, "ALTER TABLE customer ADD UNIQUE NULLS NOT DISTINCT (rank)");
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void what_becomes_another_is_never_missing(int major) throws SQLException {
        String before =
                SHOP
                        + """
                        CREATE INDEX seek ON purchase (note);
                        ALTER TABLE customer ADD CONSTRAINT once UNIQUE (email);
                        COMMENT ON INDEX seek IS 'by note';
                        """;
        Plan plan =
                pair(
                                major,
                                before,
                                before.replace("(note)", "(note, total)")
                                        .replace("(email)", "(email, rank)")
                                        .replace(
                                                "id int PRIMARY KEY, customer int,",
                                                "id int, customer int, PRIMARY KEY (id, total),"))
                        .online();
        assertThat(Pair.sql(plan.steps()))
                .containsSubsequence(
                        "CREATE INDEX CONCURRENTLY \"seek_new\" ON \"public\".\"purchase\""
                                + " USING btree (note, total)",
                        "DROP INDEX \"public\".\"seek\"",
                        "ALTER INDEX \"public\".\"seek_new\" RENAME TO \"seek\"",
                        "COMMENT ON INDEX \"public\".\"seek\" IS 'by note'")
                .containsSubsequence(
                        "CREATE UNIQUE INDEX CONCURRENTLY \"once_new\" ON \"public\".\"customer\""
                                + " (email, rank)",
                        "ALTER TABLE \"public\".\"customer\" DROP CONSTRAINT \"once\","
                                + " ADD CONSTRAINT \"once\" UNIQUE USING INDEX \"once_new\"");
        assertThat(plan.steps().stream().map(Step::mode))
                .as("builds, then one transaction")
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(Pair.hazards(plan)).doesNotContain(HazardKind.INDEX_GAP);
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void a_key_that_others_point_at_is_exchanged_between_the_two_foreign_keys(int major)
            throws SQLException {
        String before =
                SHOP
                        + """
                        ALTER TABLE customer ADD CONSTRAINT once UNIQUE (rank);
                        ALTER TABLE purchase ADD CONSTRAINT of FOREIGN KEY (customer) REFERENCES customer (rank);
                        COMMENT ON CONSTRAINT of ON purchase IS 'whose';
                        """;
        pair(major, before, before.replace("UNIQUE (rank)", "UNIQUE (rank) INCLUDE (email)"))
                .online();
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void an_index_of_a_partitioned_table_is_built_on_its_partitions(int major) throws SQLException {
        String parts =
                """
                CREATE TABLE log (at int, kind int, note text) PARTITION BY RANGE (at);
                CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM (0) TO (10);
                CREATE TABLE log_2 PARTITION OF log FOR VALUES FROM (10) TO (20) PARTITION BY LIST (kind);
                CREATE TABLE log_2_a PARTITION OF log_2 FOR VALUES IN (1);
                CREATE TABLE log_2_b PARTITION OF log_2 DEFAULT;
                INSERT INTO log SELECT g, g % 3, 'n' FROM generate_series(0, 19) g;
                """;
        Plan plan =
                online(
                        major,
                        parts,
                        "CREATE UNIQUE INDEX by_time ON log (at, kind) WHERE note > ''");
        assertThat(plan.steps().stream().filter(s -> s.mode() == TransactionMode.ALONE)).hasSize(3);
        assertThat(Pair.sql(plan.steps()))
                .contains(
                        "CREATE UNIQUE INDEX CONCURRENTLY \"log_2_a_at_kind_idx\" ON"
                                + " \"public\".\"log_2_a\" USING btree (at, kind) WHERE (note > ''::text)")
                .containsSubsequence(
                        "CREATE UNIQUE INDEX \"by_time\" ON ONLY \"public\".\"log\""
                                + " USING btree (at, kind) WHERE (note > ''::text)",
                        "ALTER INDEX \"public\".\"by_time\" ATTACH PARTITION"
                                + " \"public\".\"log_1_at_kind_idx\"");
        online(
                major,
                parts,
                "CREATE INDEX mine ON log_1 (note); CREATE INDEX ours ON log_2 (note); CREATE INDEX whole ON log (note)");
        online(
                major,
                parts,
                "CREATE INDEX low ON log (lower(note)); CREATE INDEX one ON log (note)");
        online(
                major,
                parts,
                "ALTER TABLE log ALTER note SET NOT NULL, ADD CONSTRAINT c CHECK (kind < 9);"
                        + " ALTER TABLE log ADD PRIMARY KEY (at, kind)");
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void keys_from_and_to_partitioned_tables_take_the_form_that_the_server_has(int major)
            throws SQLException {
        String parts =
                """
                CREATE TABLE owner (id int PRIMARY KEY) PARTITION BY HASH (id);
                CREATE TABLE owner_1 PARTITION OF owner FOR VALUES WITH (MODULUS 1, REMAINDER 0);
                CREATE TABLE thing (id int, owner int) PARTITION BY HASH (id);
                CREATE TABLE thing_1 PARTITION OF thing FOR VALUES WITH (MODULUS 1, REMAINDER 0);
                """;
        Plan plan =
                online(
                        major,
                        parts,
                        "ALTER TABLE thing ADD CONSTRAINT owned FOREIGN KEY (owner) REFERENCES owner");
        assertThat(plan.steps()).hasSize(major < 18 ? 1 : 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void a_label_is_committed_before_it_is_used_and_no_table_is_rewritten(int major)
            throws SQLException {
        String before =
                """
                CREATE TYPE state AS ENUM ('open', 'paid');
                CREATE TABLE bill (id int PRIMARY KEY, state state NOT NULL DEFAULT 'open');
                INSERT INTO bill VALUES (1, 'open');
                """;
        Plan plan =
                pair(
                                major,
                                before,
                                before.replace("'open', 'paid'", "'new', 'open', 'paid'")
                                        .replace("DEFAULT 'open'", "DEFAULT 'new'"))
                        .online();
        assertThat(plan.steps())
                .extracting(Step::mode)
                .containsExactly(TransactionMode.ALONE, TransactionMode.TRANSACTIONAL);
        assertThat(plan.steps().getFirst().sql()).endsWith("ADD VALUE 'new' BEFORE 'open'");
        assertThat(Pair.hazards(plan)).doesNotContain(HazardKind.TABLE_REWRITE);
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void what_has_no_online_form_stays_as_it_is(int major) throws SQLException {
        Plan excluded =
                online(
                        major,
                        "CREATE TABLE stay (during int4range);",
                        "ALTER TABLE stay ADD CONSTRAINT alone EXCLUDE USING gist (during WITH &&)");
        assertThat(excluded.steps()).hasSize(1);
        String view =
                "CREATE TABLE t (a int); CREATE MATERIALIZED VIEW m AS SELECT a FROM t; CREATE INDEX i ON m (a);";
        Plan made = pair(major, "SELECT 1", view).online();
        assertThat(made.steps()).noneMatch(s -> s.mode() == TransactionMode.ALONE);
        Plan again = pair(major, view, view.replace("SELECT a", "SELECT a + 1 AS a")).online();
        assertThat(again.steps()).noneMatch(s -> s.mode() == TransactionMode.ALONE);
        Plan more = online(major, view, "CREATE INDEX j ON m (a DESC)");
        assertThat(more.steps()).allMatch(s -> s.mode() == TransactionMode.ALONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void a_unique_index_that_must_go_first_comes_back_in_the_same_transaction(int major)
            throws SQLException {
        String before =
                "CREATE TABLE t (a varchar(9), b text); CREATE UNIQUE INDEX u ON t (a) WHERE a > 'a';";
        Plan plan =
                pair(
                                major,
                                before,
                                before.replace("a varchar(9)", "a integer")
                                        .replace("a > 'a'", "a > 1"))
                        .online();
        assertThat(plan.steps()).noneMatch(s -> s.mode() == TransactionMode.ALONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void a_check_is_validated_before_a_parent_asks_for_it(int major) throws SQLException {
        String before =
                """
                CREATE TABLE above (a int, CONSTRAINT c CHECK (a > 0));
                CREATE TABLE below (a int);
                INSERT INTO below VALUES (1);
                """;
        online(
                major,
                before,
                "ALTER TABLE below ADD CONSTRAINT c CHECK (a > 0); ALTER TABLE below INHERIT above");
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void a_constraint_that_stood_not_valid_is_validated_by_itself(int major) throws SQLException {
        String before =
                "CREATE TABLE t (a int); ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;";
        Plan plan = online(major, before, "ALTER TABLE t VALIDATE CONSTRAINT c");
        assertThat(plan.steps()).extracting(Step::mode).isEqualTo(List.of(TransactionMode.ALONE));
    }

    /// From the one to the one with more.
    private static Plan online(int major, String from, String more) throws SQLException {
        return pair(major, from, from + more).online();
    }

    private static Pair pair(int major, String from, String to) {
        return new Pair(major, from, to);
    }
}
