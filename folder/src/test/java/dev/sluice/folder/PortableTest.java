package dev.sluice.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortableTest {
    private static final String MARKED = "--> statement-breakpoint";

    @Test
    void what_needs_no_escape_stays_as_it_is() {
        for (String sql :
                List.of(
                        "SELECT 'it''s', E'\\r', $$ a $$, \"a'b\" -- don't",
                        "SELECT $1, a$b$c FROM t /* '\r' */",
                        "SELECT \"a\rb\" -- '\r"))
            assertThat(Portable.of(sql, MARKED)).isEqualTo(sql);
    }

    @Test
    void a_string_with_a_carriage_return_or_the_marker_means_the_same_after_the_file()
            throws SQLException {
        try (TestDatabase database = TestPostgres.database();
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String literal :
                    List.of(
                            "'a\r\nb'",
                            "'it''s \\ a\rb'",
                            "$$a\r\n'\\x'$$",
                            "$tag$a $$ b\r\n$tag$",
                            "E'\\\\a\\'\r\n'",
                            "'" + MARKED + "\r'",
                            "'cut " + MARKED + " here'")) {
                String sql = "SELECT " + literal;
                List<String> read = Breakpoints.split(Breakpoints.join(List.of(sql)));
                assertThat(read).as(literal).hasSize(1);
                assertThat(value(statement, read.getFirst())).isEqualTo(value(statement, sql));
            }
        }
    }

    private static String value(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
