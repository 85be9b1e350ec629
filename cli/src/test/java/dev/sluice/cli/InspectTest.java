package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `inspect`: pictures, directories, and parts of a schema.
class InspectTest {
    private static final String SHOP =
            """
            CREATE SCHEMA audit;
            CREATE TYPE state AS ENUM ('open', 'paid');
            CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
            CREATE FUNCTION twice(int) RETURNS int LANGUAGE sql AS 'SELECT $1 * 2';
            CREATE FUNCTION twice(text) RETURNS text LANGUAGE sql AS 'SELECT $1 || $1';
            CREATE SEQUENCE numbers;
            CREATE TABLE customers (id serial PRIMARY KEY, mail text UNIQUE);
            CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL REFERENCES customers,
              state state DEFAULT 'open', number int DEFAULT nextval('numbers'));
            CREATE INDEX orders_customer ON orders (customer_id);
            CREATE TRIGGER stamped BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION stamp();
            ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
            CREATE POLICY own ON orders USING (id > 0);
            COMMENT ON TABLE orders IS 'what was bought';
            ALTER TABLE customers ADD last_order int REFERENCES orders;
            CREATE TABLE audit.log (id int, at int) PARTITION BY RANGE (at);
            CREATE TABLE audit.log_1 PARTITION OF audit.log FOR VALUES FROM (1) TO (2);
            CREATE VIEW open_orders AS SELECT * FROM orders WHERE state = 'open';
            CREATE MATERIALIZED VIEW counts AS SELECT count(*) AS n FROM open_orders;
            CREATE UNIQUE INDEX counts_n ON counts (n);
            """;

    @TempDir Path folder;

    @Test
    void a_database_is_drawn_as_mermaid_and_as_svg() {
        try (TestDatabase database = TestPostgres.database()) {
            database.execute(SHOP);
            String mermaid = ran("inspect", database.url(), "--format", "mermaid").data();
            assertThat(mermaid)
                    .startsWith("erDiagram\n")
                    .contains("\"public.customers\" ||--o{ \"public.orders\" : \"customer_id\"");
            String svg = ran("inspect", database.url(), "--format", "svg").data();
            assertThat(svg)
                    .startsWith("<svg xmlns=")
                    .contains("3 tables", "1 view, 1 materialized view")
                    .contains("prefers-color-scheme:dark", "table public.orders: what was bought");
            assertThat(ran("inspect", database.url(), "--format", "svg").data()).isEqualTo(svg);
        }
    }

    @Test
    void a_database_without_tables_is_an_empty_picture_and_an_empty_directory() {
        try (TestDatabase database = TestPostgres.database()) {
            assertThat(ran("inspect", database.url(), "--format", "mermaid").data().strip())
                    .isEqualTo("erDiagram");
            assertThat(ran("inspect", database.url(), "--format", "svg").data())
                    .contains("There is no table, view or enum.");
            assertThat(ran("inspect", database.url(), "-o", "empty").said())
                    .contains("0 files in empty");
        }
    }

    @Test
    void a_directory_holds_a_file_for_each_object_and_makes_the_same_schema_again() {
        write("shop.sql", SHOP);
        assertThat(ran("inspect", "shop.sql", "-o", "out").said()).contains("11 files in out");
        assertThat(files("out"))
                .containsOnlyKeys(
                        ".sluice-files",
                        "functions/public.stamp.sql",
                        "functions/public.twice.sql",
                        "materialized_views/public.counts.sql",
                        "schemas/audit.sql",
                        "sequences/public.numbers.sql",
                        "tables/audit.log.sql",
                        "tables/audit.log_1.sql",
                        "tables/public.customers.sql",
                        "tables/public.orders.sql",
                        "types/public.state.sql",
                        "views/public.open_orders.sql");
        assertThat(files("out").get("tables/public.orders.sql"))
                .contains("orders_customer", "stamped", "own", "what was bought", "ROW LEVEL");
        assertThat(files("out").get("tables/public.customers.sql"))
                .contains("customers_id_seq", "OWNED BY");
        assertThat(files("out").get("functions/public.twice.sql"))
                .contains("twice(integer)", "twice(text)");
        String backwards =
                files("out").entrySet().stream()
                        .filter(e -> e.getKey().endsWith(".sql"))
                        .sorted(Map.Entry.<String, String>comparingByKey().reversed())
                        .map(Map.Entry::getValue)
                        .collect(Collectors.joining("\n"));
        write("again.sql", backwards);
        assertThat(ran("inspect", "again.sql", "--format", "summary").data())
                .isEqualTo(ran("inspect", "shop.sql", "--format", "summary").data());
    }

    @Test
    void a_directory_is_brought_up_to_date_and_nothing_else_in_it_is_touched() throws Exception {
        write("shop.sql", SHOP);
        ran("inspect", "shop.sql", "-o", "out");
        Map<String, String> first = files("out");
        assertThat(ran("inspect", "shop.sql", "-o", "out", "--json").data())
                .contains("\"changed\": []", "\"removed\": []");
        assertThat(files("out")).isEqualTo(first);

        write(
                "shop.sql",
                SHOP.replace(
                        "CREATE MATERIALIZED VIEW counts AS SELECT count(*) AS n FROM open_orders;\nCREATE UNIQUE INDEX counts_n ON counts (n);",
                        "ALTER TABLE audit.log ADD who text;"));
        assertThat(ran("inspect", "shop.sql", "-o", "out", "--json").data())
                .contains("tables/audit.log.sql", "\"materialized_views/public.counts.sql\"");
        assertThat(files("out")).doesNotContainKey("materialized_views/public.counts.sql");
        assertThat(folder.resolve("out/materialized_views")).doesNotExist();

        Map<String, String> second = files("out");
        write("out/tables/public.orders.sql", second.get("tables/public.orders.sql") + "-- mine");
        write("out/notes.txt", "mine");
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.createSymbolicLink(folder.resolve("out/link"), outside);
        Map<String, String> mixed = files("out");
        CommandLine refused = CommandLine.run(folder, "inspect", "shop.sql", "-o", "out");
        assertThat(refused.exit()).isEqualTo(Exit.FAILED);
        assertThat(refused.said())
                .contains(
                        "link, notes.txt, tables/public.orders.sql (edited since)",
                        "Nothing was written");
        assertThat(files("out")).isEqualTo(mixed);
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void a_writing_that_was_killed_is_finished_by_the_next() throws Exception {
        write("shop.sql", SHOP);
        ran("inspect", "shop.sql", "-o", "out");
        write("shop.sql", SHOP + "ALTER TABLE customers ADD x int; ALTER TABLE orders ADD x int;");
        ran("inspect", "shop.sql", "-o", "whole");
        Map<String, String> whole = files("whole");
        String list = ".sluice-files";
        write("out/" + list, files("out").get(list) + whole.get(list));
        write("out/tables/public.orders.sql", whole.get("tables/public.orders.sql"));
        Files.createDirectories(folder.resolve("out/.sluice-new/tables"));
        write("out/.sluice-new/tables/public.customers.sql", "half of");
        ran("inspect", "shop.sql", "-o", "out");
        assertThat(files("out")).isEqualTo(whole);
    }

    @Test
    void hostile_names_are_file_names_everywhere_and_each_its_own() {
        String name = "x".repeat(63);
        write(
                "shop.sql",
                """
                CREATE TABLE "Users" (id int); CREATE TABLE users (id int); CREATE TABLE "USERS" (id int);
                CREATE TABLE "../../up" (id int); CREATE TABLE "a/b" (id int); CREATE TABLE "a_b" (id int);
                CREATE TABLE "a\\b" (id int); CREATE TABLE "größe" (id int); CREATE TABLE "." (id int);
                CREATE SCHEMA con; CREATE TABLE con.aux (id int); CREATE SCHEMA "%1$s"; CREATE TABLE "%1$s"."%1$s" (id int);
                CREATE TABLE "Only" (id int); CREATE TABLE " " (id int); CREATE TABLE "a:b*?<>|" (id int);
                """
                        .formatted(name));
        ran("inspect", "shop.sql", "-o", "out");
        List<String> paths = files("out").keySet().stream().filter(p -> p.endsWith("sql")).toList();
        assertThat(paths)
                .hasSize(16)
                .contains(
                        "tables/public.users.sql",
                        "tables/public.Only.sql",
                        "tables/public.a_b.sql")
                .allMatch(p -> p.matches("[a-z]+/[A-Za-z0-9_.-]+") && p.length() < 200)
                .noneMatch(p -> p.matches("(?i)[a-z]+/(con|aux)\\..*"));
        assertThat(paths.stream().map(p -> p.toLowerCase(java.util.Locale.ROOT)))
                .doesNotHaveDuplicates();
        assertThat(folder.resolve("up.sql")).doesNotExist();
    }

    @Test
    void a_part_of_a_schema_keeps_what_hangs_on_it_and_says_what_it_lacks() {
        write("shop.sql", SHOP);
        CommandLine orders = ran("inspect", "shop.sql", "--table", "ord*", "--json");
        assertThat(orders.data())
                .contains("orders_customer", "stamped", "own")
                .doesNotContain("audit");
        assertThat(orders.said())
                .contains(
                        "left out, and needed by table public.orders: enum public.state",
                        "left out, and needed by table public.orders: table public.customers",
                        "left out, and needed by trigger public.orders.stamped: function public.stamp()",
                        "left out, and needed by table public.orders: sequence public.numbers");
        CommandLine audit = ran("inspect", "shop.sql", "--schema", "audit");
        assertThat(audit.data()).contains("log_1", "CREATE SCHEMA").doesNotContain("orders");
        assertThat(audit.said()).isEmpty();
        CommandLine rest =
                ran(
                        "inspect",
                        "shop.sql",
                        "--exclude",
                        "audit.*",
                        "--exclude",
                        "customers",
                        "--exclude",
                        "none");
        assertThat(rest.data()).doesNotContain("audit", "customers_id_seq").contains("orders");
        assertThat(rest.said()).contains("nothing is called none", "table public.customers");
        assertThat(ran("inspect", "shop.sql", "--table", "log", "--format", "mermaid").data())
                .contains("audit.log")
                .doesNotContain("public");
    }

    @Test
    void capitals_and_stars_in_double_quotes_are_meant() {
        write(
                "a.sql",
                "CREATE TABLE \"A*\" (); CREATE TABLE \"Ab\" (); CREATE TABLE a (); CREATE TABLE \"q\"\"q\" ();");
        assertThat(tables("A")).containsExactly("public.a");
        assertThat(tables("\"A*\"")).containsExactly("public.A*");
        assertThat(tables("\"A\"*")).containsExactly("public.A*", "public.Ab");
        assertThat(tables("PUBLIC.\"q\"\"q\"")).containsExactly("public.q\"q");
        assertThat(tables("?")).containsExactly("public.a");
    }

    @Test
    void what_cannot_be_done_is_told_and_nothing_is_written() throws Exception {
        write("a.sql", "CREATE TABLE a ();");
        write("file", "");
        fails(Exit.FAILED, "no table, view or sequence is called b", "--table", "b");
        fails(Exit.FAILED, "no schema is called b", "--schema", "b");
        fails(Exit.USAGE, "this is no pattern", "--table", "a.b.c");
        fails(Exit.USAGE, "this is no pattern", "--exclude", "\"a");
        fails(Exit.USAGE, "sql, json, summary, mermaid, svg", "--format", "pdf");
        fails(Exit.USAGE, "-o writes a directory", "--format", "svg", "-o", "out");
        fails(Exit.USAGE, "give one", "--format", "svg", "--json");
        fails(Exit.FAILED, "file: this is a file. Name a directory.", "-o", "file");
        fails(Exit.FAILED, "it cannot be written", "-o", "file/out");
        fails(Exit.FAILED, "it holds files that this did not write so: a.sql, file", "-o", ".");
    }

    private void fails(int exit, String says, String... options) {
        Map<String, String> before = files(".");
        String[] all =
                Stream.concat(Stream.of("inspect", "a.sql"), Stream.of(options))
                        .toArray(String[]::new);
        CommandLine ran = CommandLine.run(folder, all);
        assertThat(ran.said()).contains(says);
        assertThat(ran.exit()).isEqualTo(exit);
        assertThat(ran.data()).isEmpty();
        assertThat(files(".")).isEqualTo(before);
    }

    private List<String> tables(String pattern) {
        String json = ran("inspect", "a.sql", "--table", pattern, "--json").data();
        return Json.MAPPER
                .readTree(json)
                .path("objects")
                .valueStream()
                .map(o -> o.path("name"))
                .map(n -> n.path("schema").asString() + "." + n.path("name").asString())
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private CommandLine ran(String... arguments) {
        CommandLine ran = CommandLine.run(folder, arguments);
        assertThat(ran.exit()).as(ran.said()).isZero();
        return ran;
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> files(String directory) {
        var files = new TreeMap<String, String>();
        Path root = folder.resolve(directory);
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList())
                files.put(root.relativize(file).toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }
}
