package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.NodeFixture;
import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `diff` for people and for machines.
class DiffTest {
    @TempDir Path folder;

    @BeforeEach
    void two_schemas() throws IOException {
        write(
                "from.sql",
                "CREATE TABLE a (id int PRIMARY KEY, n text); CREATE TABLE b (x int); CREATE INDEX b_x ON b (x);");
        write("to.sql", "CREATE TABLE a (id bigint PRIMARY KEY, n text NOT NULL, m int);");
    }

    @Test
    void a_plan_is_proven_and_its_document_says_all_of_it() throws IOException {
        CommandLine ran = diff("from.sql", "to.sql", "--json");
        assertThat(ran.exit()).as(ran.said()).isZero();
        JsonNode document = Json.MAPPER.readTree(ran.data());
        assertThat(document.path("schemaVersion").asInt()).isEqualTo(1);
        assertThat(document.path("state").asString()).isEqualTo("different");
        assertThat(document.path("from").path("fingerprint").asString()).startsWith("c2-pg18:");
        assertThat(document.path("to").path("fingerprint"))
                .isNotEqualTo(document.path("from").path("fingerprint"));
        assertThat(texts(document.path("differences"), "kind"))
                .containsExactly("changed", "changed", "new", "dropped", "dropped");
        assertThat(texts(document.path("differences"), "object"))
                .contains(
                        "column public.a.id",
                        "column public.a.m",
                        "table public.b",
                        "index public.b_x");
        assertThat(document.path("goneWith").get(0).asString()).isEqualTo("index public.b_x");
        assertThat(texts(document.path("steps"), "mode")).containsOnly("TRANSACTIONAL");
        assertThat(texts(document.path("steps"), "sql")).contains("DROP TABLE \"public\".\"b\"");
        assertThat(document.path("wayBack").size()).isPositive();
        JsonNode hazards = document.path("steps").get(2).path("hazards");
        assertThat(texts(hazards, "kind"))
                .containsExactly("may fail on existing data", "long exclusive lock");
        assertThat(hazards.get(0).path("countingQuery").asString()).contains("IS NULL");
        assertThat(document.path("proof").path("verdict").asString()).isEqualTo("proven with rows");
        everyFieldIsDescribed(document);
    }

    @Test
    void what_is_equal_is_told_apart_by_the_exit_code_where_that_is_asked_for() throws IOException {
        assertThat(diff("from.sql", "to.sql", "--no-prove").exit()).isZero();
        CommandLine differs = diff("from.sql", "to.sql", "--exit-code", "--format", "summary");
        assertThat(differs.exit()).isEqualTo(Exit.CHECK_SAYS_NO);
        assertThat(differs.data()).contains("table public.b: dropped").doesNotContain("DROP TABLE");
        assertThat(differs.said())
                .contains("5 differences, 4 statements there", "proven with rows");
        write("one.sql", "CREATE TABLE a (id int PRIMARY KEY, n text);");
        assertThat(diff("from.sql", "one.sql", "--no-prove", "--format", "summary").said())
                .contains("2 differences, 1 statement there, 2 back.");
        CommandLine equal = diff("from.sql", "from.sql", "--exit-code");
        assertThat(equal.exit()).isZero();
        assertThat(equal.data()).isEmpty();
        assertThat(equal.said()).contains("No difference.");
    }

    @Test
    void the_plan_itself_is_data_and_how_far_it_is_proven_is_talk() {
        try (TestDatabase database = TestPostgres.database()) {
            CommandLine there = diff("from.sql", "to.sql");
            assertThat(there.said())
                    .contains("there and back: proven with rows", "goes with it: index public.b_x");
            CommandLine back = diff("from.sql", "to.sql", "--way-back", "--no-prove");
            assertThat(back.said()).contains("not tried: --no-prove was given");
            database.execute(
                    "CREATE TABLE a (id int PRIMARY KEY, n text); CREATE TABLE b (x int); CREATE INDEX b_x ON b (x);");
            database.execute(there.data());
            assertThat(diff(database.url(), "to.sql", "--exit-code").exit()).isZero();
            database.execute(back.data());
            assertThat(diff("from.sql", database.url(), "--exit-code").exit()).isZero();
        }
    }

    @Test
    void a_plan_for_a_database_is_online_and_one_between_files_direct() throws IOException {
        String more =
                "CREATE TABLE a (id int PRIMARY KEY, n text NOT NULL); CREATE INDEX a_n ON a (n);";
        write("more.sql", more);
        try (TestDatabase database = TestPostgres.database()) {
            database.execute(more.replace(" NOT NULL", "").replaceAll("CREATE INDEX.*", ""));
            CommandLine ran = diff(database.url(), "more.sql", "--json");
            JsonNode document = Json.MAPPER.readTree(ran.data());
            assertThat(document.path("strategy").asString()).isEqualTo("online");
            assertThat(texts(document.path("steps"), "mode"))
                    .containsExactly("TRANSACTIONAL", "ALONE", "ALONE");
            assertThat(texts(document.path("steps"), "sql"))
                    .last()
                    .asString()
                    .startsWith("CREATE INDEX CONCURRENTLY");
            assertThat(document.path("proof").path("verdict").asString())
                    .isEqualTo("proven with rows");
            assertThat(diff(database.url(), "more.sql").data())
                    .contains("-- outside a transaction:\n", "VALIDATE CONSTRAINT");
            assertThat(diff(database.url(), "more.sql", "--strategy", "direct").data())
                    .contains("SET NOT NULL", "CREATE INDEX a_n")
                    .doesNotContain("outside a transaction");
        }
        write("less.sql", "CREATE TABLE a (id int PRIMARY KEY, n text NOT NULL);");
        assertThat(diff("less.sql", "more.sql", "--no-prove").data()).contains("INDEX a_n");
        assertThat(diff("less.sql", "more.sql", "--no-prove", "--strategy", "online").data())
                .contains("CREATE INDEX CONCURRENTLY");
        assertThat(diff("less.sql", "more.sql", "--strategy", "fast").exit()).isEqualTo(Exit.USAGE);
    }

    @Test
    void a_rename_and_what_a_drizzle_schema_wants_are_proven_from_the_state_that_stands()
            throws IOException {
        NodeFixture.link(folder);
        write(
                "schema.ts",
                """
                import { integer, pgTable, text } from "drizzle-orm/pg-core";
                export const a = pgTable("a", { id: integer("id").primaryKey(), title: text("title") });
                """);
        CommandLine ran = diff("from.sql", "schema.ts", "--rename", "a.n=title", "--json");
        assertThat(ran.exit()).as(ran.said()).isZero();
        JsonNode document = Json.MAPPER.readTree(ran.data());
        assertThat(texts(document.path("differences"), "kind")).containsExactly("renamed");
        assertThat(document.path("differences").get(0).path("object").isNull()).isTrue();
        assertThat(document.path("proof").path("verdict").asString()).isEqualTo("proven with rows");
        assertThat(ran.said()).contains("undeclared, stays", "table public.b");
    }

    @Test
    void what_cannot_be_compared_is_told() throws IOException {
        CommandLine format = diff("from.sql", "to.sql", "--format", "words");
        assertThat(format.exit()).isEqualTo(Exit.USAGE);
        assertThat(format.said()).contains("sql, json, summary");
        assertThat(diff("from.sql", "to.sql", "--format", "sql", "--json").exit())
                .isEqualTo(Exit.USAGE);
        write("broken.sql", "CREATE TABLE a (b no_such_type);");
        CommandLine broken = diff("broken.sql", "to.sql");
        assertThat(broken.exit()).isEqualTo(Exit.FAILED);
        assertThat(broken.said()).contains("broken.sql:1:", "no_such_type");
    }

    @Test
    void a_schema_that_does_not_load_is_shown_where_it_is_wrong() throws IOException {
        write("wrong.sql", "CREATE TABLE a (b int);\n\nCREATE VIEW v AS\n  SELECT c\n  FROM a;\n");
        CommandLine wrong = diff("from.sql", "wrong.sql");
        assertThat(wrong.exit()).isEqualTo(Exit.FAILED);
        assertThat(wrong.data()).isEmpty();
        assertThat(wrong.said())
                .contains("wrong.sql:4:10: column \"c\" does not exist", "  SELECT c\n", "^");
    }

    @Test
    void an_extension_that_scratch_lacks_is_named_and_nothing_is_said_to_be_proven()
            throws IOException {
        write("maps.sql", "CREATE EXTENSION postgis;\nCREATE TABLE t (at geometry);\n");
        CommandLine maps = diff("from.sql", "maps.sql", "--json");
        assertThat(maps.exit()).isEqualTo(Exit.FAILED);
        assertThat(maps.data()).isEmpty();
        assertThat(maps.said())
                .contains("maps.sql:1:", "extension postgis", "--scratch URL")
                .doesNotContain("proven");
    }

    @Test
    void a_rename_from_or_to_what_is_not_there_is_refused() {
        CommandLine from = diff("from.sql", "to.sql", "--rename", "nowhere=somewhere");
        assertThat(from.exit()).isEqualTo(Exit.USAGE);
        assertThat(from.said()).contains("--rename nowhere=somewhere", "nothing of the name");
        CommandLine to = diff("from.sql", "to.sql", "--rename", "a.n=nowhere");
        assertThat(to.exit()).isEqualTo(Exit.FAILED);
        assertThat(to.said())
                .contains("--rename public.a.n=nowhere", "declares no column public.a.nowhere");
    }

    @Test
    void a_directory_without_sql_is_named() throws IOException {
        Files.createDirectories(folder.resolve("empty"));
        CommandLine empty = diff("from.sql", "empty");
        assertThat(empty.exit()).isEqualTo(Exit.FAILED);
        assertThat(empty.data()).isEmpty();
        assertThat(empty.said()).contains("empty", "nor .sql files");
    }

    private static void everyFieldIsDescribed(JsonNode node) throws IOException {
        String page = Files.readString(NodeFixture.modules().resolve("../../../../docs/diff.md"));
        for (var field : node.properties()) {
            assertThat(page).contains("`" + field.getKey() + "`");
            everyFieldIsDescribed(field.getValue());
        }
        for (JsonNode item : node) if (item.isObject()) everyFieldIsDescribed(item);
    }

    private static List<String> texts(JsonNode array, String field) {
        return array.valueStream().map(item -> item.path(field).asString()).toList();
    }

    private CommandLine diff(String from, String to, String... options) {
        var all = new java.util.ArrayList<>(List.of("diff", "--from", from, "--to", to));
        all.addAll(List.of(options));
        return CommandLine.run(folder, all.toArray(String[]::new));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
