package dev.sluice.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bench.Round;
import dev.sluice.bench.SchemaFile;
import dev.sluice.diff.Diff;
import dev.sluice.postgres.EmbeddedPostgres;
import dev.sluice.schema.Catalog;
import dev.sluice.source.catalog.CatalogReader;
import dev.sluice.testkit.PgPrograms;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A catalog read, rendered as SQL and read again is the same catalog, and pg_dump tells no
/// difference either.
class RoundTripTest {
    private static final Map<Integer, Corpus> SERVERS = new TreeMap<>();
    private static final int SHOWN = 20;

    @AfterAll
    static void stop_the_servers_and_say_where_pg_dump_was_missing() throws SQLException {
        for (Corpus c : SERVERS.values()) c.close();
        List<Integer> without =
                SERVERS.keySet().stream().filter(m -> PgPrograms.dumping(m).isEmpty()).toList();
        SERVERS.clear();
        if (!without.isEmpty())
            System.out.println(
                    "RoundTripTest: not compared by pg_dump, because this machine has none that is new enough: PostgreSQL "
                            + without);
    }

    static Stream<Arguments> schemas() {
        return EmbeddedPostgres.majors().stream()
                .flatMap(m -> Corpus.round(m).stream().map(f -> Arguments.of(f.name(), m, f)));
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("schemas")
    void a_schema_comes_round(String name, int major, SchemaFile file)
            throws SQLException, IOException, InterruptedException {
        Corpus corpus = on(major);
        String database = "round_" + name.replaceAll("\\W", "_");
        corpus.load(file, database);
        try {
            Catalog read = read(corpus, database);
            assertThat(Diff.between(read, read(corpus, database))).isEmpty();
            List<Round.Finding> found = Round.of(corpus.server()::url, database, major);
            assertThat(words(found)).as("%d findings", found.size()).isEmpty();
        } finally {
            corpus.drop(database);
        }
    }

    private static Corpus on(int major) throws SQLException, IOException {
        Corpus corpus = SERVERS.get(major);
        if (corpus == null) {
            corpus = Corpus.on(major);
            SERVERS.put(major, corpus);
        }
        return corpus;
    }

    private static Catalog read(Corpus corpus, String database) throws SQLException {
        try (var connection = DriverManager.getConnection(corpus.server().url(database))) {
            return CatalogReader.read(connection);
        }
    }

    private static List<String> words(List<Round.Finding> found) {
        var words = new ArrayList<String>();
        for (var f : found.stream().limit(SHOWN).toList()) words.add(f.kind() + ": " + f.text());
        return words;
    }
}
