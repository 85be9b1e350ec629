package dev.sluice.source.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StatementsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT ';'",
                "SELECT E'\\';'",
                "SELECT e'a'\n '\\';'",
                "SELECT U&'\\;'",
                "SELECT $$;$$",
                "SELECT $a$ $$; $b$ $a$",
                "SELECT a$b$ FROM \";\" -- ;\n",
                "SELECT 1 /* ; /* ; */ ; */ + 1",
                "SELECT 5 / 2 /*;*/",
                "CREATE RULE r AS ON INSERT TO t DO (DELETE FROM a; DELETE FROM b)",
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 1 END; END",
                "create or replace procedure p() begin atomic insert into t values (1); end",
                "CREATE TABLE t (\"begin\" int, \"a;b\" text DEFAULT ';')"
            })
    void a_semicolon_ends_a_statement_only_where_the_server_ends_it(String sql) {
        assertThat(Statements.split("BEGIN;" + sql + ";SELECT 2"))
                .extracting(SqlStatement::text)
                .containsExactly(
                        "BEGIN",
                        sql.strip().replaceAll("(--|/\\*).*;\\s*$", "").strip().isEmpty()
                                ? sql
                                : trimmed(sql),
                        "SELECT 2");
    }

    private static String trimmed(String sql) {
        return sql.replace(" -- ;\n", "").replace(" /*;*/", "");
    }

    @Test
    void places_count_lines_and_code_points() {
        assertThat(Statements.split("a.sql", "\uFEFFSELECT 1;\r\n  /* 𝄞 */ SELECT 2; 𝄞x"))
                .containsExactly(
                        new SqlStatement("a.sql", "SELECT 1", 1, 1),
                        new SqlStatement("a.sql", "SELECT 2", 2, 11),
                        new SqlStatement("a.sql", "𝄞x", 2, 21));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1;\n\\connect other",
                "SELECT 1;\nSELECT 'a",
                "SELECT 1;\n/* a /* b */",
                "SELECT 1;\n$x$ a $y$",
                "SELECT 1;\nCOPY t (a) FROM STDIN;"
            })
    void what_a_server_cannot_take_is_refused_with_its_place(String sql) {
        assertThatThrownBy(() -> Statements.split("a.sql", sql))
                .isInstanceOf(RefusedSql.class)
                .hasMessageStartingWith("a.sql:2:");
    }

    @Test
    void a_dump_of_pg_dump_is_taken() {
        assertThat(Statements.split("\\restrict abc\nSELECT 1;\n\\unrestrict abc\n")).hasSize(1);
    }

    @Test
    void parts_joined_are_the_text_and_splitting_a_part_again_changes_nothing() {
        List<String> pieces =
                List.of(
                        ";",
                        "'",
                        "\"",
                        "$$",
                        "$a$",
                        "--",
                        "\n",
                        "\r\n",
                        "/*",
                        "*/",
                        "(",
                        ")",
                        "E'",
                        "\\",
                        "''",
                        " ",
                        "create",
                        "function",
                        "begin",
                        "atomic",
                        "end",
                        "case",
                        "a",
                        "1",
                        "é",
                        "$",
                        "copy",
                        "from",
                        "stdin");
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (int n = random.nextInt(25); n > 0; n--)
                text.append(pieces.get(random.nextInt(pieces.size())));
            String sql = text.toString();
            var parts = Scanner.scan(sql).parts();
            var joined = new StringBuilder();
            parts.forEach(p -> joined.append(sql, p.start(), p.end()));
            assertThat(joined.toString()).as("seed %d: %s", seed, sql).isEqualTo(sql);
            if (Scanner.scan(sql).first() == null)
                for (var statement : Statements.split(sql))
                    assertThat(Statements.split(statement.text()))
                            .as("seed %d: %s", seed, sql)
                            .extracting(SqlStatement::text)
                            .containsExactly(statement.text());
        }
    }
}
