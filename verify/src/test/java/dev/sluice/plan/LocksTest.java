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
                small positive, at timestamp, note varchar(20), price numeric(8,2), tax numeric(8,2), during int4range, amount int,
                CONSTRAINT taxed CHECK (tax > 0), CONSTRAINT n_there CHECK (n > 0 AND n IS NOT NULL));
            INSERT INTO buys SELECT i, i, i, 'w', 'c', i, now(), 'n' || i, i, i, int4range(i, i + 1), i
                FROM generate_series(1, 20) i;
            CREATE INDEX by_note ON buys (note);
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
        var cases = new TreeMap<String, Map<String, Waiting>>();
        cases.put("ALTER TABLE buys ADD CHECK (n < 99)", all("buys"));
        cases.put("ALTER TABLE buys ADD UNIQUE (n)", all("buys"));
        cases.put("ALTER TABLE buys ADD EXCLUDE USING gist (during WITH &&)", all("buys"));
        cases.put(
                "ALTER TABLE buys ADD FOREIGN KEY (n) REFERENCES customer",
                Map.of("public.buys", Waiting.WRITES, "public.customer", Waiting.WRITES));
        cases.put(
                "ALTER TABLE customer ADD FOREIGN KEY (rank) REFERENCES customer",
                Map.of("public.customer", Waiting.WRITES));
        cases.put("ALTER TABLE buys ALTER note SET NOT NULL", all("buys"));
        cases.put(
                "CREATE INDEX ON buys (n); CREATE UNIQUE INDEX ON buys (note, n)",
                Map.of("public.buys", Waiting.WRITES));
        cases.put("ALTER TABLE buys ALTER tax TYPE numeric(9,2)", all("buys"));
        cases.put("ALTER TABLE buys ALTER price TYPE numeric", all("buys"));
        cases.put("ALTER TABLE buys ALTER note TYPE varchar(20) COLLATE \"C\"", all("buys"));
        cases.put("ALTER TABLE part ADD CHECK (k < 999)", all("part", "part_1", "rest"));
        cases.put(
                "ALTER TABLE part ATTACH PARTITION part_2 FOR VALUES FROM (10) TO (20)",
                all("part_2", "rest"));
        cases.put(
                "CREATE TABLE part_9 PARTITION OF part FOR VALUES FROM (40) TO (50)",
                all("part", "rest"));
        cases.put(
                "ALTER DOMAIN positive ADD CHECK (VALUE < 99)",
                Map.of("public.buys", Waiting.WRITES));
        cases.put(
                "ALTER TABLE customer ALTER id TYPE bigint",
                Map.of(
                        "public.customer",
                        Waiting.EVERYTHING_FOR_A_REWRITE,
                        "public.buys",
                        Waiting.EVERYTHING));
        for (var c : cases.entrySet()) waits(major, c.getKey(), c.getValue());
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void what_takes_a_lock_for_a_moment_is_no_hazard(int major) throws SQLException {
        for (String change :
                List.of(
                        "ALTER TABLE buys ADD CHECK (n < 99) NOT VALID",
                        "ALTER TABLE buys ADD FOREIGN KEY (n) REFERENCES customer NOT VALID",
                        "ALTER TABLE buys ALTER n SET NOT NULL",
                        "ALTER TABLE buys ALTER note TYPE text",
                        "ALTER TABLE buys ALTER w TYPE text",
                        "ALTER TABLE buys ADD x word, ADD y int DEFAULT 3, ADD z int DEFAULT steady(),"
                                + " ADD zz timestamptz DEFAULT now()",
                        "ALTER TABLE buys DROP CONSTRAINT of, DROP n",
                        "DROP TABLE buys",
                        "CREATE TABLE more (id int PRIMARY KEY, of int REFERENCES customer CHECK (of > 0))",
                        "ALTER TABLE buys ALTER n DROP DEFAULT, ALTER n SET DEFAULT 3",
                        "CREATE TRIGGER t BEFORE UPDATE ON buys EXECUTE FUNCTION"
                                + " suppress_redundant_updates_trigger()"))
            waits(major, change, Map.of());
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void a_partition_that_a_check_proves_is_not_read(int major) throws SQLException {
        waits(
                major,
                "ALTER TABLE part DETACH PARTITION rest;",
                "ALTER TABLE part ATTACH PARTITION part_3 FOR VALUES FROM (20) TO (30)",
                Map.of());
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void a_table_that_is_written_anew_is_told(int major) throws SQLException {
        for (String change :
                List.of(
                        "ALTER TABLE buys ADD x int DEFAULT lucky()",
                        "ALTER TABLE buys ADD x uuid DEFAULT gen_random_uuid()",
                        "ALTER TABLE buys ADD x bigserial",
                        "ALTER TABLE buys ADD x int GENERATED ALWAYS AS IDENTITY",
                        "ALTER TABLE buys ADD x int GENERATED ALWAYS AS (n + 1) STORED",
                        "ALTER TABLE buys ADD x positive",
                        "ALTER TABLE buys ADD x positive DEFAULT 2",
                        "ALTER TABLE buys ALTER amount TYPE positive",
                        "ALTER TABLE buys SET UNLOGGED"))
            waits(major, change, Map.of("public.buys", Waiting.EVERYTHING_FOR_A_REWRITE));
    }

    /// Of each family the steps that leave the values as they are, and some that don't.
    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void a_change_of_type_is_told_as_it_is_measured(int major) throws SQLException {
        List<List<String>> families =
                List.of(
                        List.of(
                                "varchar(10)", "varchar(20)", "varchar", "text", "char(10)", "char(20)", "word", "code",
                                "xml", "int"),
                        List.of("numeric(10,2)", "numeric(12,2)", "numeric(12,4)", "numeric", "int", "bigint", "positive"),
                        List.of(
                                "timestamptz(3)", "timestamptz(6)", "timestamptz", "timestamp", "timestamp(3)", "date",
                                "time", "timetz"),
                        List.of(
                                "time(3)", "time", "time(6)", "interval", "interval(3)", "interval(6)", "interval year",
                                "interval day to second(3)"),
                        List.of("cidr", "inet", "bit(4)", "bit(6)", "varbit(4)", "varbit(6)", "varbit", "json", "jsonb"),
                        List.of("varchar(10)[]", "varchar(20)[]", "text[]", "int[]", "text"));
        try (TestDatabase database = TestPostgres.database(major);
                Connection on = database.connect()) {
            database.execute(SHOP.substring(0, SHOP.indexOf("CREATE FUNCTION")));
            for (List<String> types : families) assertThat(Types.misses(on, types)).isEmpty();
        }
    }

    private static Map<String, Waiting> all(String... tables) {
        var all = new TreeMap<String, Waiting>();
        for (String t : tables) all.put("public." + t, Waiting.EVERYTHING);
        return all;
    }

    private static void waits(int major, String change, Map<String, Waiting> who)
            throws SQLException {
        waits(major, "", change, who);
    }

    private static void waits(int major, String first, String change, Map<String, Waiting> who)
            throws SQLException {
        List<Trial.Ran> ran = Trial.run(major, SHOP + first, change);
        assertThat(ran).as(change).isNotEmpty();
        var waiting = new TreeMap<String, Waiting>();
        for (Trial.Ran r : ran) {
            assertThat(r.misses()).as(change + ": " + r.step().sql()).isEmpty();
            waiting.putAll(r.measured().waiting());
        }
        assertThat(waiting).as(change).isEqualTo(who);
    }
}
