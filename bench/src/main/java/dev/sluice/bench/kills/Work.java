package dev.sluice.bench.kills;

/// A migration of the storm. Each run of it leaves a row in `marks`, whose constraint trigger
/// stalls the COMMIT, so that a kill can hit there as well.
record Work(int number, Kind kind) {
    enum Kind {
        TABLE,
        /// Changes no schema: run twice, it would succeed twice, and only the rows tell.
        DATA,
        /// Has steps that run outside a transaction.
        ONLINE
    }

    static final String BREAK = "\n--> statement-breakpoint\n";

    String tag() {
        return "%04d_work".formatted(number);
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
        if (kind == Kind.ONLINE)
            return String.join(
                    BREAK,
                    "CREATE TABLE " + table() + " (id integer, filler text);",
                    mark("up"),
                    "INSERT INTO "
                            + table()
                            + " SELECT n, repeat('x', 100) FROM generate_series(1, 100000) n;",
                    "CREATE INDEX CONCURRENTLY " + index() + " ON " + table() + " (id);",
                    "SELECT pg_sleep(0.5);",
                    "VACUUM " + table() + ";",
                    "ALTER TABLE " + table() + " ADD COLUMN note text;");
        return kind == Kind.DATA
                ? String.join(
                        BREAK,
                        "UPDATE turns SET n = n + 1;",
                        mark("up"),
                        "SELECT pg_sleep(0.9);",
                        "UPDATE turns SET n = n + 1;")
                : String.join(
                        BREAK,
                        "CREATE TABLE " + table() + " (id integer, filler text);",
                        mark("up"),
                        "INSERT INTO "
                                + table()
                                + " SELECT n, repeat('x', 100) FROM generate_series(1, 30000) n;",
                        "SELECT pg_sleep(0.5);",
                        "ALTER TABLE " + table() + " ALTER COLUMN id TYPE bigint;",
                        "ALTER TABLE " + table() + " ADD COLUMN note text;");
    }

    String down() {
        if (number == 0) return "DROP TABLE marks, turns;" + BREAK + "DROP FUNCTION stall();";
        if (kind == Kind.ONLINE)
            return String.join(
                    BREAK,
                    mark("down"),
                    "DROP INDEX CONCURRENTLY " + index() + ";",
                    "SELECT pg_sleep(0.7);",
                    "DROP TABLE " + table() + ";");
        return kind == Kind.DATA
                ? String.join(
                        BREAK,
                        "UPDATE turns SET n = n - 1;",
                        mark("down"),
                        "SELECT pg_sleep(0.9);",
                        "UPDATE turns SET n = n - 1;")
                : String.join(
                        BREAK,
                        mark("down"),
                        "ALTER TABLE " + table() + " DROP COLUMN note;",
                        "SELECT pg_sleep(0.7);",
                        "DROP TABLE " + table() + ";");
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
                    "INSERT INTO turns VALUES (0);",
                    """
                    CREATE FUNCTION stall() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN PERFORM pg_catalog.pg_sleep(0.4); RETURN NULL; END';\
                    """,
                    """
                    CREATE CONSTRAINT TRIGGER stalls AFTER INSERT ON marks DEFERRABLE INITIALLY DEFERRED
                    FOR EACH ROW EXECUTE FUNCTION stall();\
                    """,
                    "INSERT INTO marks (tag, direction) VALUES ('0000_work', 'up');");
}
