package dev.sluice.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bench.locks.Trial;
import dev.sluice.bench.locks.Types;
import dev.sluice.bench.locks.Waiting;
import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who waits for a table while a step works, and whether PostgreSQL writes it anew, as it was
/// measured on a table with rows: that is what the hazards say.
class LocksTest {
    private static final String SHOP =
            """
            CREATE DOMAIN word AS text;
            CREATE DOMAIN code AS varchar(9);
            CREATE DOMAIN positive AS int CHECK (VALUE > 0);
            CREATE FUNCTION steady() RETURNS int LANGUAGE sql STABLE AS 'SELECT 1';
            CREATE FUNCTION lucky() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
            CREATE TABLE customer (id int PRIMARY KEY, name text, rank int);
            INSERT INTO customer SELECT i, 'n' || i, i FROM generate_series(1, 20) i;
            CREATE TABLE buys (
                id int PRIMARY KEY, customer int CONSTRAINT of REFERENCES customer, n int, w word, c code,
                small positive, at timestamp, note varchar(20), word text, price numeric(8,2), tax numeric(8,2), during int4range, amount int,
                CONSTRAINT taxed CHECK (tax > 0), CONSTRAINT n_there CHECK (n > 0 AND n IS NOT NULL));
            INSERT INTO buys SELECT i, i, i, 'w', 'c', i, now(), 'n' || i, 'w' || i, i, i, int4range(i, i + 1), i
                FROM generate_series(1, 20) i;
            CREATE INDEX by_note ON buys (note);
            CREATE INDEX by_word ON buys (word);
            CREATE INDEX by_price ON buys (price) WHERE price > 0;
            CREATE TABLE part (k int NOT NULL, v text) PARTITION BY RANGE (k);
            CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (0) TO (10);
            CREATE TABLE part_2 (k int NOT NULL, v text);
            CREATE TABLE part_3 (k int NOT NULL, v text, CONSTRAINT its CHECK (k >= 20 AND k < 30));
            CREATE TABLE rest PARTITION OF part DEFAULT;
            INSERT INTO part SELECT i, 'v' FROM generate_series(0, 9) i;
            INSERT INTO part VALUES (99, 'v');
            INSERT INTO part_2 SELECT i, 'v' FROM generate_series(10, 19) i;
            INSERT INTO part_3 SELECT i, 'v' FROM generate_series(20, 29) i;
            """;

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void what_keeps_others_waiting_is_told(int major) throws SQLException {
        List<Trial.Ran> ran =
                Trial.run(
                        major,
                        SHOP,
                        """
                        ALTER TABLE buys ADD CONSTRAINT low CHECK (n < 99), ADD CONSTRAINT once UNIQUE (n),
                            ADD CONSTRAINT alone EXCLUDE USING gist (during WITH &&),
                            ADD CONSTRAINT by FOREIGN KEY (n) REFERENCES customer,
                            ALTER note SET NOT NULL, ALTER tax TYPE numeric(9,2), ALTER price TYPE numeric,
                            ALTER word TYPE text COLLATE "C";
                        ALTER TABLE customer ADD CONSTRAINT self FOREIGN KEY (rank) REFERENCES customer;
                        CREATE INDEX plain ON buys (n);
                        CREATE UNIQUE INDEX single ON buys (note, n);
                        ALTER TABLE part ADD CONSTRAINT small CHECK (k < 999);
                        ALTER TABLE part_2 ADD CONSTRAINT small CHECK (k < 999);
                        ALTER TABLE part ATTACH PARTITION part_2 FOR VALUES FROM (10) TO (20);
                        CREATE TABLE part_9 PARTITION OF part FOR VALUES FROM (40) TO (50);
                        ALTER DOMAIN positive ADD CONSTRAINT bounded CHECK (VALUE < 99);
                        """);
        waits(ran, "CONSTRAINT \"low\"", Waiting.EVERYTHING, "buys");
        waits(ran, "CONSTRAINT \"once\"", Waiting.EVERYTHING, "buys");
        waits(ran, "CONSTRAINT \"alone\"", Waiting.EVERYTHING, "buys");
        waits(ran, "CONSTRAINT \"by\"", Waiting.WRITES, "buys", "customer");
        waits(ran, "CONSTRAINT \"self\"", Waiting.WRITES, "customer");
        waits(ran, "\"note\" SET NOT NULL", Waiting.EVERYTHING, "buys");
        waits(ran, "\"tax\" TYPE", Waiting.EVERYTHING, "buys");
        waits(ran, "\"price\" TYPE", Waiting.EVERYTHING, "buys");
        waits(ran, "\"word\" TYPE", Waiting.EVERYTHING, "buys");
        waits(ran, "INDEX plain", Waiting.WRITES, "buys");
        waits(ran, "INDEX single", Waiting.WRITES, "buys");
        waits(
                ran,
                "\"part\" ADD CONSTRAINT \"small\"",
                Waiting.EVERYTHING,
                "part",
                "part_1",
                "part_2",
                "rest");
        waits(ran, "ATTACH PARTITION", Waiting.EVERYTHING, "part_2", "rest");
        waits(ran, "TABLE \"public\".\"part_9\"", Waiting.EVERYTHING, "part", "rest");
        waits(ran, "CONSTRAINT \"bounded\"", Waiting.WRITES, "buys");
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void what_takes_a_lock_for_a_moment_is_no_hazard(int major) throws SQLException {
        List<Trial.Ran> ran =
                Trial.run(
                        major,
                        SHOP,
                        """
                        ALTER TABLE buys ADD CHECK (n < 99) NOT VALID,
                            ADD FOREIGN KEY (n) REFERENCES customer NOT VALID,
                            ALTER n SET NOT NULL, ALTER note TYPE text, ALTER w TYPE text, ALTER amount SET DEFAULT 3,
                            ADD x word, ADD y int DEFAULT 3, ADD z int DEFAULT steady(), ADD zz timestamptz DEFAULT now(),
                            DROP small, DROP CONSTRAINT of;
                        DROP TABLE part_2;
                        ALTER TABLE part DETACH PARTITION part_1;
                        CREATE TABLE more (id int PRIMARY KEY, of int REFERENCES customer CHECK (of > 0));
                        CREATE TRIGGER t BEFORE UPDATE ON buys EXECUTE FUNCTION suppress_redundant_updates_trigger();
                        """);
        assertThat(ran).hasSizeGreaterThan(14);
        for (Trial.Ran r : ran) waits(ran, r.step().sql(), Waiting.NOBODY);
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void a_partition_that_a_check_proves_is_not_read(int major) throws SQLException {
        List<Trial.Ran> ran =
                Trial.run(
                        major,
                        SHOP + "ALTER TABLE part DETACH PARTITION rest;",
                        "ALTER TABLE part ATTACH PARTITION part_3 FOR VALUES FROM (20) TO (30)");
        waits(ran, "ATTACH", Waiting.NOBODY);
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void a_table_that_is_written_anew_is_told(int major) throws SQLException {
        List<Trial.Ran> ran =
                Trial.run(
                        major,
                        SHOP,
                        """
                        ALTER TABLE buys ADD a int DEFAULT lucky(), ADD b uuid DEFAULT gen_random_uuid(), ADD c2 bigserial,
                            ADD e int GENERATED ALWAYS AS (n + 1) STORED, ADD f positive, ADD g positive DEFAULT 2,
                            ALTER amount TYPE positive;
                        ALTER TABLE part_2 SET UNLOGGED;
                        ALTER TABLE part_3 ADD d int GENERATED ALWAYS AS IDENTITY;
                        """);
        for (String part :
                List.of(
                        "ADD COLUMN \"a\"",
                        "ADD COLUMN \"b\"",
                        "ADD COLUMN \"c2\"",
                        "ADD COLUMN \"e\"",
                        "ADD COLUMN \"f\"",
                        "ADD COLUMN \"g\"",
                        "\"amount\" TYPE"))
            waits(ran, part, Waiting.EVERYTHING_FOR_A_REWRITE, "buys");
        waits(ran, "SET UNLOGGED", Waiting.EVERYTHING_FOR_A_REWRITE, "part_2");
        waits(ran, "ADD COLUMN \"d\"", Waiting.EVERYTHING_FOR_A_REWRITE, "part_3");
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void the_other_table_of_a_foreign_key_waits_for_a_change_of_type(int major)
            throws SQLException {
        List<Trial.Ran> ran =
                Trial.run(
                        major,
                        SHOP
                                + "ALTER TABLE part_2 ADD FOREIGN KEY (k) REFERENCES customer NOT VALID",
                        "ALTER TABLE customer ALTER id TYPE bigint");
        assertThat(ran.getFirst().misses()).isEmpty();
        assertThat(ran.getFirst().measured().waiting())
                .containsOnly(
                        Map.entry("public.customer", Waiting.EVERYTHING_FOR_A_REWRITE),
                        Map.entry("public.buys", Waiting.EVERYTHING),
                        Map.entry("public.part_2", Waiting.EVERYTHING));
    }

    /// Of each family the steps that leave the values as they are, and some that don't.
    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void a_change_of_type_is_told_as_it_is_measured(int major) throws SQLException {
        List<List<String>> families =
                List.of(
                        List.of(
                                "varchar(10)",
                                "varchar(20)",
                                "varchar",
                                "text",
                                "char(10)",
                                "char(20)",
                                "word",
                                "code",
                                "xml",
                                "int"),
                        List.of(
                                "numeric(10,2)",
                                "numeric(12,2)",
                                "numeric(12,4)",
                                "numeric",
                                "int",
                                "bigint",
                                "positive"),
                        List.of(
                                "timestamptz(3)",
                                "timestamptz(6)",
                                "timestamptz",
                                "timestamp",
                                "timestamp(3)",
                                "date",
                                "time",
                                "timetz"),
                        List.of(
                                "time(3)",
                                "time",
                                "time(6)",
                                "interval",
                                "interval(3)",
                                "interval(6)",
                                "interval year",
                                "interval day to second(3)"),
                        List.of(
                                "cidr",
                                "inet",
                                "bit(4)",
                                "bit(6)",
                                "varbit(4)",
                                "varbit(6)",
                                "varbit",
                                "json",
                                "jsonb"),
                        List.of("varchar(10)[]", "varchar(20)[]", "text[]", "int[]", "text"));
        try (TestDatabase database = TestPostgres.database(major);
                Connection on = database.connect()) {
            database.execute(SHOP.substring(0, SHOP.indexOf("CREATE FUNCTION")));
            for (List<String> types : families) assertThat(Types.misses(on, types)).isEmpty();
        }
    }

    /// Of the step whose statement holds `part`: these tables, and no others.
    private static void waits(List<Trial.Ran> ran, String part, Waiting who, String... tables) {
        List<Trial.Ran> found = ran.stream().filter(r -> r.step().sql().contains(part)).toList();
        assertThat(found).as(part).hasSize(1);
        Trial.Ran step = found.getFirst();
        var expected = new TreeMap<String, Waiting>();
        for (String t : tables) expected.put("public." + t, who);
        assertThat(step.misses()).as(step.step().sql()).isEmpty();
        assertThat(step.measured().waiting()).as(step.step().sql()).isEqualTo(expected);
    }
}
