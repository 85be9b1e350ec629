package dev.sluice.bench;

import dev.sluice.proof.Proof;
import dev.sluice.source.scratch.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/// `drizzle-cases DIR [--only REGEX]`: plans, proves and applies `from.ts` → `to.ts` of each case
/// and compares with `expected.sql`, run on the same state.
public final class DrizzleCases {
    private DrizzleCases() {}

    public static void main(String[] arguments) throws Exception {
        Path cases = Path.of(arguments[0]);
        Pattern only =
                Pattern.compile(
                        arguments.length > 2 && arguments[1].equals("--only") ? arguments[2] : "");
        var results = new ArrayList<DrizzleCase.Result>();
        long start = System.nanoTime();
        try (var server = NativePostgres.start()) {
            // two cases take it for given
            server.tablespace("some_tablespace");
            // as on the embedded server: no superuser
            server.admin("CREATE ROLE scratch LOGIN CREATEDB CREATEROLE BYPASSRLS");
            server.admin("GRANT CREATE ON TABLESPACE some_tablespace TO scratch");
            try (Scratch scratch = Scratch.open(15, server.url("postgres", "scratch"))) {
                for (Path folder : folders(cases, only)) {
                    var result = one(server, scratch, folder);
                    System.out.println(line(result));
                    results.add(result);
                }
            }
        }
        summary(results, System.nanoTime() - start);
    }

    private static List<Path> folders(Path cases, Pattern only) throws IOException {
        try (var listed = Files.list(cases)) {
            return listed.filter(p -> Files.exists(p.resolve("to.ts")))
                    .filter(p -> only.matcher(p.getFileName().toString()).find())
                    .sorted()
                    .toList();
        }
    }

    private static DrizzleCase.Result one(NativePostgres server, Scratch scratch, Path folder)
            throws IOException {
        Path room = Files.createTempDirectory("sluice-case-");
        try {
            Files.createSymbolicLink(room.resolve("node_modules"), modules());
            return new DrizzleCase(server, scratch, folder, room).run();
        } finally {
            remove(room);
        }
    }

    /// The packages that the build installs for tests.
    private static Path modules() {
        for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent())
            if (Files.isDirectory(p.resolve("testkit/target/npm/node_modules")))
                return p.resolve("testkit/target/npm/node_modules");
        throw new IllegalStateException(
                "drizzle-orm is not installed here: run ./mvnw -Dquick -pl testkit -am test-compile once");
    }

    private static void remove(Path room) throws IOException {
        List<Path> all;
        try (var walk = Files.walk(room)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path p : all) Files.delete(p);
    }

    private static String line(DrizzleCase.Result r) {
        return "%-4s %-90s %-22s %s"
                .formatted(
                        r.passed() ? "ok" : "MISS",
                        r.name(),
                        r.proof() == null ? "no proof needed" : r.proof().words(),
                        r.judgement());
    }

    private static void summary(List<DrizzleCase.Result> results, long nanos) {
        long passed = results.stream().filter(DrizzleCase.Result::passed).count();
        var proven = results.stream().filter(r -> r.hasTable() && r.proof() != null).toList();
        long withRows = proven.stream().filter(r -> r.proof() == Proof.Verdict.WITH_ROWS).count();
        System.out.printf(
                "%n%d cases in %d s: %d passed (%.1f %%)%n",
                results.size(), nanos / 1_000_000_000, passed, share(passed, results.size()));
        System.out.printf(
                "with a table and a plan: %d, proven with rows %d (%.1f %%)%n",
                proven.size(), withRows, share(withRows, proven.size()));
        for (String start :
                List.of(
                        "equal",
                        "nothing changes",
                        "theirs fails",
                        "theirs does not",
                        "impossible"))
            System.out.printf(
                    "  %-16s %d%n",
                    start,
                    results.stream()
                            .filter(r -> r.passed() && r.judgement().startsWith(start))
                            .count());
        results.stream()
                .filter(r -> !r.passed())
                .forEach(r -> System.out.println("missed: " + r.name() + ": " + r.judgement()));
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }
}
