package dev.sluice.server.backups;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The pg_dump programs of this machine: those of PATH, then those of Debian's packages.
record PgDump(Path program, int major, String version) {
    private static final Pattern VERSION = Pattern.compile("pg_dump \\(PostgreSQL\\) ((\\d+)\\S*)");
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    static List<PgDump> all() {
        return all(System.getenv().getOrDefault("PATH", ""), DEBIAN);
    }

    static List<PgDump> all(String path, Path packages) {
        var folders = new LinkedHashSet<Path>();
        for (String folder : path.split(File.pathSeparator))
            if (folder.startsWith("/")) folders.add(Path.of(folder));
        folders.addAll(packaged(packages));
        return folders.stream()
                .map(f -> f.resolve("pg_dump"))
                .filter(Files::isExecutable)
                .flatMap(p -> asked(p).stream())
                .toList();
    }

    private static List<Path> packaged(Path packages) {
        try (Stream<Path> majors = Files.list(packages)) {
            return majors.filter(m -> m.getFileName().toString().matches("\\d+"))
                    .sorted(
                            Comparator.comparing((Path m) ->
                                            Integer.parseInt(m.getFileName().toString()))
                                    .reversed())
                    .map(m -> m.resolve("bin"))
                    .toList();
        } catch (IOException _) {
            return List.of();
        }
    }

    private static Optional<PgDump> asked(Path program) {
        try {
            Process process =
                    new ProcessBuilder(program.toString(), "--version")
                            .redirectErrorStream(true)
                            .start();
            process.getOutputStream().close();
            String said =
                    new String(process.getInputStream().readNBytes(1000), StandardCharsets.UTF_8);
            if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly();
            Matcher version = VERSION.matcher(said);
            return version.find()
                    ? Optional.of(
                            new PgDump(
                                    program, Integer.parseInt(version.group(2)), version.group(1)))
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /// pg_dump refuses a server newer than itself; the oldest that is new enough writes what the
    /// server itself can restore.
    static Optional<PgDump> fitting(List<PgDump> all, int major) {
        return all.stream()
                .filter(p -> p.major >= major)
                .min(Comparator.comparingInt(PgDump::major));
    }

    static String missing(List<PgDump> all, String database, int major) {
        var found = new ArrayList<String>();
        all.forEach(p -> found.add(p.version + " (" + p.program + ")"));
        return "%s is PostgreSQL %d and needs pg_dump %d or newer; this server's machine has %s. Install it, or choose another policy."
                .formatted(
                        database,
                        major,
                        major,
                        found.isEmpty() ? "no pg_dump" : String.join(", ", found));
    }
}
