package dev.sluice.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bench.Round;
import dev.sluice.bench.SchemaFile;
import dev.sluice.postgres.EmbeddedPostgres;
import dev.sluice.testkit.PgPrograms;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A catalog read, rendered as SQL and read again is the same catalog, and pg_dump tells no
/// difference either.
class RoundTripTest {
    private static final Map<Integer, Corpus> SERVERS = new ConcurrentSkipListMap<>();
    private static final ExecutorService LANES = Executors.newFixedThreadPool(2);
    private static final int SHOWN = 20;

    @AfterAll
    static void stop_the_servers_and_say_where_pg_dump_was_missing() throws SQLException {
        LANES.close();
        for (Corpus c : SERVERS.values()) c.close();
        List<Integer> without =
                SERVERS.keySet().stream().filter(m -> PgPrograms.dumping(m).isEmpty()).toList();
        SERVERS.clear();
        if (!without.isEmpty())
            System.out.println(
                    "RoundTripTest: not compared by pg_dump, because this machine has none that is new enough: PostgreSQL "
                            + without);
    }

    /// The newest, and the one whose pg_dump most machines have.
    private static final Set<Integer> WHOLE = Set.of(15, 18);

    /// On the other majors each takes a third, another one each; `bench/run round-trip` takes all.
    private static final int SHARE = 3;

    /// Each with what will have been found of it: two go round at a time.
    static List<Arguments> schemas() {
        var all = new ArrayList<Arguments>();
        for (int major : EmbeddedPostgres.majors()) {
            List<SchemaFile> loadable = Corpus.loadable(major);
            for (int i = 0; i < loadable.size(); i++)
                if (WHOLE.contains(major) || (i + major) % SHARE == 0)
                    all.add(arguments(major, loadable.get(i)));
        }
        return all;
    }

    private static Arguments arguments(int major, SchemaFile file) {
        return Arguments.of(file.name(), major, LANES.submit(() -> round(major, file)));
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("schemas")
    void a_schema_comes_round(String name, int major, Future<List<Round.Finding>> round)
            throws InterruptedException, ExecutionException {
        List<Round.Finding> found = round.get();
        assertThat(words(found)).as("%d findings", found.size()).isEmpty();
    }

    private static List<Round.Finding> round(int major, SchemaFile file)
            throws SQLException, IOException, InterruptedException {
        Corpus corpus = on(major);
        String database = "round_" + file.name().replaceAll("\\W", "_");
        corpus.load(file, database);
        try {
            return Round.of(corpus.server()::url, database, major);
        } finally {
            corpus.drop(database);
        }
    }

    private static synchronized Corpus on(int major) throws SQLException, IOException {
        Corpus corpus = SERVERS.get(major);
        if (corpus == null) {
            corpus = Corpus.on(major);
            SERVERS.put(major, corpus);
        }
        return corpus;
    }

    private static List<String> words(List<Round.Finding> found) {
        var words = new ArrayList<String>();
        for (var f : found.stream().limit(SHOWN).toList()) words.add(f.kind() + ": " + f.text());
        return words;
    }
}
