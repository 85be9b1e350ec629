package dev.sluice.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.postgres.EmbeddedPostgres;
import dev.sluice.testkit.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// Each column of PostgreSQL's own catalogs is read by the reader's own questions, printed by a
/// function that they call, or waived with a reason; `docs/pg-coverage.md` is that, in words.
/// `-Dgolden.update` writes it.
@TestInstance(Lifecycle.PER_CLASS)
final class CoverageTest {
    private static final int NEWEST = 18;
    private static final Path PAGE = Path.of("../docs/pg-coverage.md");

    private Coverage coverage;

    @BeforeAll
    void read_a_database_that_holds_every_kind() throws SQLException, IOException {
        try (var server = EmbeddedPostgres.scratchWithSuperuser(NEWEST, TestPostgres.cache());
                var connection = DriverManager.getConnection(server.url("postgres"));
                var statement = connection.createStatement()) {
            statement.execute(resource("kinds.sql"));
            List<String> questions = Sent.by(connection);
            statement.execute("SET search_path = pg_catalog");
            coverage =
                    new Coverage(
                            Resolved.of(connection, questions),
                            Waivers.of(resource("waivers.txt")),
                            held(resource("/dev/sluice/roundtrip/properties.txt")));
        }
    }

    @Test
    void every_column_of_every_catalog_is_read_or_has_a_reason_why_not() {
        assertThat(coverage.silent()).isEmpty();
    }

    @Test
    void no_waiver_is_left_over() {
        assertThat(coverage.needless()).isEmpty();
    }

    @Test
    void what_a_function_prints_is_printed_by_a_function_that_is_called() {
        assertThat(coverage.unprinted()).isEmpty();
    }

    @Test
    void the_page_says_what_the_code_does() throws IOException {
        String page = coverage.page();
        if (System.getProperty("golden.update") != null) Files.writeString(PAGE, page);
        assertThat(Files.readString(PAGE))
                .as("docs/pg-coverage.md; -Dgolden.update writes it anew")
                .isEqualTo(page);
    }

    /// `column: values` under `[catalog]`; `-` stands for none.
    private static Set<CatalogColumn> held(String properties) {
        var held = new HashSet<CatalogColumn>();
        String catalog = "";
        for (String line : properties.lines().toList())
            if (line.startsWith("[")) catalog = line.substring(1, line.length() - 1);
            else if (line.matches("\\w+: [^-].*"))
                held.add(new CatalogColumn(catalog, line.substring(0, line.indexOf(':'))));
        return held;
    }

    private static String resource(String name) throws IOException {
        try (var in = CoverageTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
