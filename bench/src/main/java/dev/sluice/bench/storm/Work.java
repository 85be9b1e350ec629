package dev.sluice.bench.storm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// A migration of the storm. Each run of it leaves a row in `marks`, whose constraint trigger
/// stalls the COMMIT, so that a kill can hit there as well. Some end with a change of `shelf`,
/// which [Readers] read meanwhile. It takes its time in the storm's databases only, not where it is
/// proven.
record Work(int number, Kind kind) {
    enum Kind {
        TABLE,
        /// Runs for two seconds or more.
        LONG,
        /// Changes no schema: run twice, it would succeed twice, and only the rows tell.
        DATA,
        /// Has steps that run outside a transaction.
        ONLINE
    }

    /// What one change after the other holds.
    static List<List<Kind>> script(Random random, int changes) {
        var script = new ArrayList<>(List.of(List.of(Kind.TABLE)));
        for (int i = 0; i < changes; i++) script.add(change(random));
        return script;
    }

    /// Three to six, one of which takes its time.
    static List<Kind> change(Random random) {
        var kinds = new ArrayList<Kind>();
        int count = 3 + random.nextInt(4);
        int longest = random.nextInt(count);
        for (int i = 0; i < count; i++)
            kinds.add(
                    i == longest
                            ? Kind.LONG
                            : switch (random.nextInt(4)) {
                                case 0 -> Kind.DATA;
                                case 1 -> Kind.TABLE;
                                default -> Kind.ONLINE;
                            });
        return kinds;
    }

    static final String BREAK = "\n--> statement-breakpoint\n";

    String tag() {
        return "%04d_%s".formatted(number, kind.name().toLowerCase(Locale.ROOT));
    }

    String table() {
        return "t_" + number;
    }

    String index() {
        return "i_" + number;
    }

    boolean makesTable() {
        return number > 0 && kind != Kind.DATA;
    }

    String up() {
        if (number == 0) return MARKS;
        return switch (kind) {
            case DATA ->
                    String.join(
                            BREAK,
                            "UPDATE turns SET n = n + 1;",
                            mark("up"),
                            sleep(0.4),
                            "UPDATE turns SET n = n + 1;");
            case ONLINE ->
                    String.join(
                            BREAK,
                            "CREATE TABLE " + table() + " (id integer, filler text);",
                            mark("up"),
                            filled(20_000),
                            "CREATE INDEX CONCURRENTLY " + index() + " ON " + table() + " (id);",
                            sleep(0.3),
                            "VACUUM " + table() + ";",
                            "ALTER TABLE " + table() + " ADD COLUMN note text;");
            case TABLE, LONG ->
                    String.join(
                            BREAK,
                            "CREATE TABLE " + table() + " (id integer, filler text);",
                            mark("up"),
                            filled(5_000),
                            sleep(pause()),
                            "ALTER TABLE " + table() + " ALTER COLUMN id TYPE bigint;",
                            "ALTER TABLE " + table() + " ADD COLUMN note text;",
                            "ALTER TABLE shelf ADD COLUMN " + table() + " integer;");
        };
    }

    String down() {
        if (number == 0)
            return "DROP TABLE marks, turns, shelf;" + BREAK + "DROP FUNCTION stall();";
        return switch (kind) {
            case DATA ->
                    String.join(
                            BREAK,
                            "UPDATE turns SET n = n - 1;",
                            mark("down"),
                            sleep(0.4),
                            "UPDATE turns SET n = n - 1;");
            case ONLINE ->
                    String.join(
                            BREAK,
                            mark("down"),
                            "DROP INDEX CONCURRENTLY " + index() + ";",
                            sleep(0.4),
                            "DROP TABLE " + table() + ";");
            case TABLE, LONG ->
                    String.join(
                            BREAK,
                            mark("down"),
                            "ALTER TABLE " + table() + " DROP COLUMN note;",
                            sleep(pause()),
                            "DROP TABLE " + table() + ";",
                            "ALTER TABLE shelf DROP COLUMN " + table() + ";");
        };
    }

    private double pause() {
        return kind == Kind.LONG ? 2.0 : 0.3;
    }

    private String filled(int rows) {
        return "INSERT INTO %s SELECT n, repeat('x', 100) FROM generate_series(1, %s) n;"
                .formatted(table(), inTheStorm(rows));
    }

    private static String sleep(double seconds) {
        return "SELECT pg_sleep(" + inTheStorm(seconds) + ");";
    }

    private static String inTheStorm(Number amount) {
        return "CASE WHEN current_database() LIKE '%s%%' THEN %s ELSE 0 END"
                .formatted(Lane.PREFIX, amount);
    }

    private String mark(String direction) {
        return "INSERT INTO marks (tag, direction) VALUES ('%s', '%s');"
                .formatted(tag(), direction);
    }

    private static final String MARKS =
            String.join(
                    BREAK,
                    "CREATE TABLE marks (tag text NOT NULL, direction text NOT NULL);",
                    "CREATE TABLE turns (n integer NOT NULL);",
                    "CREATE TABLE shelf (n integer NOT NULL);",
                    "INSERT INTO turns VALUES (0);",
                    """
                    CREATE FUNCTION stall() RETURNS trigger LANGUAGE plpgsql AS
                    $$BEGIN PERFORM pg_catalog.pg_sleep(%s); RETURN NULL; END$$;\
                    """
                            .formatted(inTheStorm(0.4)),
                    """
                    CREATE CONSTRAINT TRIGGER stalls AFTER INSERT ON marks DEFERRABLE INITIALLY DEFERRED
                    FOR EACH ROW EXECUTE FUNCTION stall();\
                    """,
                    "INSERT INTO marks (tag, direction) VALUES ('0000_table', 'up');");
}
