package dev.sluice.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Pairs of partitioned tables and of tables that inherit, each as small as it gets.
class PlannedParentsTest {
    @Test
    void a_generated_column_of_a_partition_is_made_again_with_its_parents() throws SQLException {
        String parts =
                """
                CREATE TABLE m (id int, n numeric %s) PARTITION BY RANGE (id);
                CREATE TABLE m1 PARTITION OF m FOR VALUES FROM (1) TO (9);
                CREATE TABLE top (id int, n numeric %1$s);
                CREATE TABLE child () INHERITS (top);
                """;
        String stored = parts.formatted("GENERATED ALWAYS AS (id + 1) STORED");
        Pair.of(parts.formatted(""), stored).proven();
        Pair.of(stored, stored.replace("STORED", "VIRTUAL")).proven();
        Pair.of(stored, stored.replace("id + 1", "id + 2")).proven();
    }

    @Test
    void the_key_and_the_indexes_of_a_partitioned_table_stay_while_partitions_go()
            throws SQLException {
        String parts =
                """
                CREATE TABLE m (id int PRIMARY KEY, n int) PARTITION BY RANGE (id);
                CREATE TABLE m1 PARTITION OF m FOR VALUES FROM (1) TO (9);
                CREATE INDEX m_n ON m (n);
                """;
        String two = parts + "CREATE TABLE m2 PARTITION OF m FOR VALUES FROM (9) TO (19);";
        Plan plan = Pair.of(parts, two).proven();
        assertThat(Pair.sql(plan.wayBack())).containsExactly("DROP TABLE \"public\".\"m2\"");
        Pair.of(two, "SELECT 1").proven();
    }

    @Test
    void the_place_of_a_partition_that_goes_is_free_for_another() throws SQLException {
        String part =
                "CREATE TABLE m (id int) PARTITION BY LIST (id); CREATE TABLE %s PARTITION OF m FOR VALUES IN (1);";
        Pair.of(part.formatted("b"), part.formatted("a")).proven();
    }

    @Test
    void an_identity_for_a_parent_and_a_partition_with_keys_are_refused() throws SQLException {
        String child = "CREATE TABLE t (b int%s); CREATE TABLE child () INHERITS (t);";
        assertThat(
                        Pair.of(
                                        child.formatted(""),
                                        child.formatted(", a int GENERATED ALWAYS AS IDENTITY"))
                                .refused())
                .hasSize(1);
        String parent =
                "CREATE TABLE m (a int, b int, PRIMARY KEY (a) INCLUDE (b)) PARTITION BY LIST (a);";
        assertThat(
                        Pair.of(
                                        parent
                                                + "CREATE TABLE p PARTITION OF m (CHECK (b > 0)) FOR VALUES IN (1);",
                                        parent + "CREATE TABLE p (a int NOT NULL, b int);")
                                .refused())
                .hasSize(1);
    }

    @Test
    void a_partition_keeps_the_keys_and_indexes_that_are_wanted_when_it_leaves()
            throws SQLException {
        String parent =
                """
                CREATE TABLE other (id int PRIMARY KEY);
                CREATE TABLE m (a int PRIMARY KEY, b int REFERENCES other, "C d" text, UNIQUE (a, b)) PARTITION BY LIST (a);
                CREATE INDEX ON m (b);
                CREATE INDEX ON m ("C d" DESC) WHERE b > 0;
                """;
        String in = parent + "CREATE TABLE p PARTITION OF m FOR VALUES IN (1);";
        String alone =
                parent
                        + """
                        CREATE TABLE p (a int PRIMARY KEY, b int, "C d" text);
                        CREATE INDEX p_b_idx ON p (b);
                        """;
        Plan plan = Pair.of(in, alone).proven();
        assertThat(Pair.sql(plan.steps()))
                .containsExactly(
                        "ALTER TABLE \"public\".\"m\" DETACH PARTITION \"public\".\"p\"",
                        "DROP INDEX \"public\".\"p_C d_idx\"",
                        "ALTER TABLE \"public\".\"p\" DROP CONSTRAINT \"m_b_fkey\"",
                        "ALTER TABLE \"public\".\"p\" DROP CONSTRAINT \"p_a_b_key\"");
        Pair.of(alone, in).proven();
        Pair.of(alone + "INSERT INTO p VALUES (1);", in).online();
        Pair.of(in + "INSERT INTO p VALUES (1);", alone).online();
        Pair.of(
                        in,
                        alone.replace("int PRIMARY KEY, b int, \"C d\"", "int NOT NULL, \"C d\"")
                                .replace("CREATE INDEX p_b", "--"))
                .proven();
        Pair.of(in, "CREATE TABLE p (a int NOT NULL, b int)").proven();
    }

    @Test
    void a_partition_of_partitions_leaves_with_them_and_what_is_named_is_kept()
            throws SQLException {
        String parent =
                """
                CREATE TABLE m (a int, b int) PARTITION BY LIST (a);
                CREATE INDEX m_b ON m (b);
                """;
        String sub =
                """
                PARTITION BY LIST (b);
                CREATE TABLE pp PARTITION OF p FOR VALUES IN (3);
                """;
        String in = parent + "CREATE TABLE p PARTITION OF m FOR VALUES IN (1)" + sub;
        String alone = parent + "CREATE TABLE p (a int, b int)" + sub;
        Pair.of(in, alone).proven();
        Pair.of(in + "ALTER INDEX p_b_idx RENAME TO named;", alone + "CREATE INDEX named ON p (b);")
                .proven();
        String two =
                """
                CREATE TABLE m (a int PRIMARY KEY, b int) PARTITION BY LIST (a);
                CREATE INDEX m_b ON m (b);
                CREATE TABLE n (a int, b int UNIQUE) PARTITION BY LIST (b);
                CREATE TABLE p PARTITION OF %s FOR VALUES IN (1);
                """;
        Pair.of(two.formatted("m"), two.formatted("n")).proven();
    }

    @Test
    void what_a_parent_gives_comes_while_a_partition_of_other_bounds_is_below()
            throws SQLException {
        String parts =
                """
                CREATE TABLE m (a %s, b int, gone int, n int %s, d int DEFAULT %s, %s CHECK (a > %3$s)) PARTITION BY LIST (b);
                CREATE TABLE m1 PARTITION OF m FOR VALUES IN (%s);
                """;
        String from = parts.formatted("int", "", "1", "", "1");
        String to =
                parts.formatted("bigint", "NOT NULL", "2", "added text UNIQUE, ", "1, 3")
                        .replace("gone int,", "")
                        .replace("text UNIQUE", "text");
        Pair.of(from, to).proven();
        String inherited =
                """
                CREATE TABLE a (x %s);
                CREATE TABLE b (y %1$s);
                CREATE TABLE c (x %1$s, y %1$s) INHERITS (%s);
                """;
        Pair.of(inherited.formatted("int", "a, b"), inherited.formatted("bigint", "b, a")).proven();
        String given = inherited.replace("c (x %1$s, y %1$s)", "c ()");
        assertThat(
                        Pair.of(given.formatted("int", "a, b"), given.formatted("int", "b, a"))
                                .refused())
                .hasSize(2);
    }

    @Test
    void what_a_partition_says_itself_outlives_what_its_parent_said() throws SQLException {
        String own =
                """
                CREATE TABLE m (a int, b text, c int DEFAULT 1) PARTITION BY LIST (a);
                CREATE TABLE z PARTITION OF m (b DEFAULT 'x', c NOT NULL, CONSTRAINT k CHECK (c > 0)) FOR VALUES IN (1);
                CREATE TABLE b PARTITION OF m FOR VALUES IN (2) PARTITION BY LIST (b);
                CREATE TABLE b1 PARTITION OF b (c NOT NULL) FOR VALUES IN ('q');
                """;
        String above =
                """
                CREATE TABLE m (a int, b text DEFAULT 'p', c bigint DEFAULT 2 NOT NULL, CONSTRAINT k CHECK (c > 0)) PARTITION BY LIST (a);
                CREATE TABLE z PARTITION OF m (b DEFAULT 'y') FOR VALUES IN (1);
                CREATE TABLE b PARTITION OF m FOR VALUES IN (2) PARTITION BY LIST (b);
                CREATE TABLE b1 PARTITION OF b FOR VALUES IN ('q');
                """;
        Pair.of(own, above).proven();
        new Pair(15, own, above).proven();
    }

    @Test
    void a_partition_of_partitions_joins_another_table_without_its_columns() throws SQLException {
        Pair.of(
                        """
                        CREATE TABLE m (a text, b text) PARTITION BY LIST (a);
                        CREATE TABLE m1 PARTITION OF m FOR VALUES IN ('x') PARTITION BY HASH (b);
                        CREATE TABLE p PARTITION OF m1 FOR VALUES WITH (MODULUS 2, REMAINDER 0);
                        """,
                        """
                        CREATE TABLE n (c int, d date) PARTITION BY RANGE (c, d);
                        CREATE TABLE p PARTITION OF n FOR VALUES FROM (6, MINVALUE) TO (9, MINVALUE);
                        """)
                .proven();
        String below =
                """
                CREATE TABLE m (a int, b %s) PARTITION BY LIST (a);
                CREATE TABLE m1 PARTITION OF m FOR VALUES IN (1) PARTITION BY LIST (a);
                CREATE TABLE p PARTITION OF m1 FOR VALUES IN (%s);
                """;
        Pair.of(below.formatted("int", "1"), below.formatted("bigint", "1, 2")).proven();
    }

    @Test
    void an_inherited_column_has_a_parent_all_the_time() throws SQLException {
        String child = "CREATE TABLE %1$s (a int); CREATE TABLE child () INHERITS (%1$s);";
        assertThat(Pair.of(child.formatted("t"), child.formatted("u")).refused()).hasSize(1);
    }

    @Test
    void names_of_parts_that_were_shortened_are_not_told() throws SQLException {
        String name = "m".repeat(58);
        String parent = "CREATE TABLE %1$s (a int UNIQUE) PARTITION BY LIST (a);".formatted(name);
        assertThat(
                        Pair.of(
                                        parent
                                                + "CREATE TABLE %1$s_1 PARTITION OF %1$s FOR VALUES IN (1);"
                                                        .formatted(name),
                                        parent + "CREATE TABLE %1$s_1 (a int);".formatted(name))
                                .refused())
                .hasSize(1);
    }

    @Test
    void a_child_keeps_the_checks_of_a_parent_that_goes() throws SQLException {
        String parent = "CREATE TABLE a (x int NOT NULL, CONSTRAINT k CHECK (x > 0));";
        String child = "CREATE TABLE b (x int NOT NULL, y int, CONSTRAINT k CHECK (x > 0));";
        String below = "CREATE TABLE b (y int) INHERITS (a);";
        for (String left : List.of("", parent, parent.replace("CONSTRAINT k", "CONSTRAINT z")))
            for (Strategy strategy : Strategy.values())
                assertThat(Pair.of(parent + below, left + child).thereBy(strategy)).isNotEmpty();
    }

    @Test
    void a_column_in_the_key_of_partitions_below_keeps_its_type() throws SQLException {
        String below =
                """
                CREATE TABLE m (a int, b %s) PARTITION BY LIST (a);
                CREATE TABLE m1 PARTITION OF m FOR VALUES IN (1) PARTITION BY HASH (b);
                """;
        assertThat(Pair.of(below.formatted("int"), below.formatted("bigint")).refused())
                .singleElement()
                .asString()
                .contains("public.m.b");
    }

    @Test
    void a_table_becomes_a_partition_with_the_columns_of_one() throws SQLException {
        String apart =
                """
                CREATE TABLE m (id int, n bigint, s int GENERATED ALWAYS AS (id + 1) STORED)
                    PARTITION BY LIST (id);
                CREATE TABLE m1 (id int, n int, s int);
                """;
        String part = apart + "DROP TABLE m1; CREATE TABLE m1 PARTITION OF m FOR VALUES IN (1);";
        Pair.of(apart, part).proven();
        Pair.of(
                        "CREATE TABLE m1 ();",
                        "CREATE TABLE m (a text DEFAULT 'x') PARTITION BY HASH (a);"
                                + "CREATE TABLE m1 PARTITION OF m FOR VALUES WITH (MODULUS 2, REMAINDER 1);")
                .proven();
    }

    @Test
    void an_identity_comes_to_a_parent_whose_children_are_gone() throws SQLException {
        Pair.of(
                        "CREATE TABLE t (); CREATE TABLE child () INHERITS (t);",
                        "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY)")
                .proven();
    }

    @Test
    void a_column_that_a_child_declared_stays_its_own() throws SQLException {
        assertThat(
                        Pair.of(
                                        "CREATE TABLE t (a int); CREATE TABLE child (a int);",
                                        "CREATE TABLE t (a int); CREATE TABLE child () INHERITS (t);")
                                .refused())
                .singleElement()
                .asString()
                .startsWith(
                        "column public.child.a: inherited; PostgreSQL has no statement for that");
    }

    @Test
    void what_rows_may_stand_against_a_partition_is_told() throws SQLException {
        String parts =
                """
                CREATE TABLE m (id int PRIMARY KEY, up int REFERENCES m) PARTITION BY LIST (id);
                CREATE TABLE rest PARTITION OF m DEFAULT;
                CREATE TABLE m1 (id int NOT NULL, up int);
                """;
        Plan attached =
                Pair.of(
                                parts + "CREATE TABLE m2 PARTITION OF m FOR VALUES IN (2);",
                                parts + "CREATE TABLE m3 PARTITION OF m FOR VALUES IN (3);")
                        .proven();
        assertThat(attached.steps())
                .filteredOn(s -> s.sql().startsWith("CREATE TABLE"))
                .flatExtracting(Step::hazards)
                .extracting(Hazard::why)
                .containsExactly(
                        "it fails while the default partition holds a row that belongs to it",
                        "nothing can read or write public.m and public.rest while its rows are read");
    }

    @Test
    void a_column_comes_to_a_parent_once_a_child_with_one_of_its_own_has_left()
            throws SQLException {
        String child = "CREATE TABLE t (); CREATE TABLE child (c numrange) INHERITS (t);";
        Pair.of(child, "CREATE TABLE t (c int)").proven();
        Pair.of(child, "CREATE TABLE t (c int); CREATE TABLE child (c numrange)").proven();
    }

    @Test
    void a_parent_has_the_wanted_type_of_a_column_before_a_table_joins_it() throws SQLException {
        Pair.of(
                        """
                        CREATE TABLE t (c int);
                        CREATE TABLE u ();
                        CREATE TABLE child () INHERITS (u);
                        """,
                        "CREATE TABLE t (c bigint); CREATE TABLE child () INHERITS (t);")
                .proven();
    }

    @Test
    void a_new_child_does_not_take_what_its_parent_says_of_storing_a_column() throws SQLException {
        Pair.of(
                        "CREATE TABLE t (n int)",
                        """
                        CREATE TABLE t (c text);
                        CREATE TABLE child () INHERITS (t);
                        ALTER TABLE t ALTER COLUMN c SET COMPRESSION pglz;
                        ALTER TABLE ONLY t ALTER COLUMN c SET STORAGE EXTERNAL;
                        """)
                .proven();
    }

    @Test
    void a_partition_moves_while_its_parent_goes_with_a_trigger_and_its_function()
            throws SQLException {
        Pair.of(
                        """
                        CREATE TABLE a (n numeric, c text) PARTITION BY RANGE (n);
                        CREATE TABLE part PARTITION OF a FOR VALUES FROM (0) TO (3);
                        CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql
                            AS $$ BEGIN RETURN NEW; END $$;
                        CREATE TRIGGER tr BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION f();
                        """,
                        """
                        CREATE TABLE b (c text NOT NULL) PARTITION BY HASH (c);
                        CREATE TABLE part PARTITION OF b
                            FOR VALUES WITH (MODULUS 2, REMAINDER 0);
                        """)
                .proven();
    }
}
