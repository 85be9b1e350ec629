package dev.sluice.bench;

import dev.sluice.postgres.Dirs;
import dev.sluice.postgres.EmbeddedPostgres;
import dev.sluice.testkit.PgPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// `round-trip DIR [--major M] [--jobs N] [--only REGEX] [--every N] [--offset K]`: every
/// `from.sql` and `to.sql` below DIR, after the `setup.sql` beside it, and every `*.sql` in DIR,
/// through [Round].
public final class RoundTrip {
    private static final double WANTED = 99.5;

    private final EmbeddedPostgres server;
    private final PgPrograms programs;
    private final int major;

    private RoundTrip(EmbeddedPostgres server, PgPrograms programs, int major) {
        this.server = server;
        this.programs = programs;
        this.major = major;
    }

    private record Case(String name, List<Path> files) {
        /// What is the same to the letter comes round the same way: it is run once.
        String text() throws IOException {
            var text = new StringBuilder();
            for (Path file : files) text.append(Files.readString(file)).append('\0');
            return text.toString();
        }
    }

    /// `refused` says why it could not be loaded.
    private record Ending(String name, String refused, List<Round.Finding> findings) {
        Ending as(String other) {
            return new Ending(other, refused, findings);
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int major = Integer.parseInt(Sample.option(arguments, "--major", "18"));
        int jobs = Integer.parseInt(Sample.option(arguments, "--jobs", "2"));
        PgPrograms programs =
                PgPrograms.newest()
                        .orElseThrow(() ->
                                new IOException(
                                        "psql loads the cases and this machine has none. Install a PostgreSQL client."));
        long start = System.nanoTime();
        List<Ending> endings;
        try (var server = EmbeddedPostgres.scratchWithSuperuser(major, Dirs.cache())) {
            List<SchemaFile> alone = alone(folder, major);
            SchemaFile.makeRoles(server::url, alone);
            List<Case> chosen = Sample.of(arguments).from(cases(folder, alone), Case::name);
            endings = new RoundTrip(server, programs, major).run(chosen, jobs);
        }
        double rate = report(endings, major, (System.nanoTime() - start) / 1_000_000_000);
        System.exit(rate < WANTED ? 1 : 0);
    }

    private static List<SchemaFile> alone(Path folder, int major) throws IOException {
        var files = new ArrayList<SchemaFile>();
        try (Stream<Path> listed = Files.list(folder)) {
            for (Path p : listed.filter(p -> p.toString().endsWith(".sql")).sorted().toList()) {
                var file = new SchemaFile(p);
                if (file.from() <= major) files.add(file);
            }
        }
        return files;
    }

    private static List<Case> cases(Path folder, List<SchemaFile> alone) throws IOException {
        var cases = new ArrayList<Case>();
        for (SchemaFile f : alone) cases.add(new Case(f.name(), List.of(f.path())));
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path p : found.filter(RoundTrip::isOfAPair).sorted().toList()) {
                Path setup = p.resolveSibling("setup.sql");
                cases.add(
                        new Case(
                                folder.relativize(p).toString(),
                                Files.exists(setup) ? List.of(setup, p) : List.of(p)));
            }
        }
        return cases;
    }

    private static boolean isOfAPair(Path p) {
        return p.endsWith("from.sql") || p.endsWith("to.sql");
    }

    private List<Ending> run(List<Case> cases, int jobs) throws Exception {
        var endings = new ArrayList<Ending>();
        try (var pool = Executors.newFixedThreadPool(jobs)) {
            var running = new LinkedHashMap<String, Future<Ending>>();
            for (Case c : cases) {
                String database = "round_" + running.size();
                running.computeIfAbsent(c.text(), _ -> pool.submit(() -> run(c, database)));
            }
            for (Case c : cases) {
                var ending = Objects.requireNonNull(running.get(c.text())).get().as(c.name);
                endings.add(ending);
                print(ending);
                if (endings.size() % 100 == 0)
                    System.err.println(endings.size() + " of " + cases.size());
            }
        }
        return endings;
    }

    private Ending run(Case c, String database)
            throws SQLException, IOException, InterruptedException {
        Round.create(server::url, database, major);
        try {
            try {
                programs.run(server.url(database), c.files);
            } catch (IOException e) {
                return new Ending(c.name, String.valueOf(e.getMessage()), List.of());
            }
            return new Ending(c.name, "", Round.of(server::url, database, major));
        } catch (RuntimeException | SQLException e) {
            return new Ending(c.name, "", List.of(new Round.Finding("crashed", e.toString())));
        } finally {
            Round.drop(server::url, database);
        }
    }

    private static void print(Ending e) {
        if (e.refused.isEmpty() && e.findings.isEmpty()) return;
        System.out.println(e.name);
        if (!e.refused.isEmpty()) System.out.println("    not loaded: " + shortened(e.refused));
        e.findings.stream().limit(3).forEach(f -> System.out.println("    " + shown(f)));
    }

    /// Returns the percentage that came round of what could be loaded.
    private static double report(List<Ending> endings, int major, long seconds) {
        List<Ending> loaded = endings.stream().filter(e -> e.refused.isEmpty()).toList();
        List<Ending> failed = loaded.stream().filter(e -> !e.findings.isEmpty()).toList();
        var kinds = new TreeMap<String, Integer>();
        for (Ending e : failed)
            e.findings.stream()
                    .map(Round.Finding::kind)
                    .distinct()
                    .forEach(k -> kinds.merge(k, 1, Integer::sum));
        int round = loaded.size() - failed.size();
        double rate = loaded.isEmpty() ? 0 : 100.0 * round / loaded.size();
        System.out.printf(
                "%d schemas on PostgreSQL %d in %d s, loaded %d, came round %d (%.1f %%)%n",
                endings.size(), major, seconds, loaded.size(), round, rate);
        if (PgPrograms.dumping(major).isEmpty())
            System.out.println(
                    "not compared by pg_dump: this machine has none for PostgreSQL " + major);
        kinds.entrySet().stream()
                .sorted((a, b) -> b.getValue() - a.getValue())
                .forEach(k -> System.out.printf("  %5d  %s%n", k.getValue(), k.getKey()));
        return rate;
    }

    private static String shown(Round.Finding finding) {
        return finding.kind() + ": " + shortened(finding.text());
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() > 300 ? line.substring(0, 300) + " …" : line;
    }
}
