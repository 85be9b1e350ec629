package dev.sluice.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The machine's own psql and pg_dump of one major, in one folder. The packed servers bring none.
public record PgPrograms(Path folder, int major) {
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
    private static final Pattern VERSION = Pattern.compile("PostgreSQL\\) (\\d+)");
    private static final List<PgPrograms> FOUND = found();

    /// The lowest that can dump this major: pg_dump refuses a server newer than itself.
    public static Optional<PgPrograms> dumping(int major) {
        return FOUND.stream()
                .filter(p -> p.major >= major)
                .min(Comparator.comparingInt(PgPrograms::major));
    }

    /// The newest, whose psql reaches every server.
    public static Optional<PgPrograms> newest() {
        return FOUND.stream().max(Comparator.comparingInt(PgPrograms::major));
    }

    /// The schema of a database, which is named by a JDBC URL.
    public SchemaDump schema(String url) throws IOException, InterruptedException {
        return SchemaDump.parse(client("pg_dump", url, List.of("--schema-only")));
    }

    /// Runs files in the database until the first error.
    public void run(String url, List<Path> files) throws IOException, InterruptedException {
        var options = new ArrayList<>(List.of("-X", "-q", "-v", "ON_ERROR_STOP=1"));
        for (Path file : files) options.addAll(List.of("-f", file.toString()));
        client("psql", url, options);
    }

    private String client(String program, String url, List<String> options)
            throws IOException, InterruptedException {
        URI server = URI.create(url.substring("jdbc:".length()));
        var command = new ArrayList<String>();
        command.add(folder.resolve(program).toString());
        command.add("--host=" + server.getHost());
        command.add("--port=" + server.getPort());
        command.add("--dbname=" + server.getPath().substring(1));
        command.add("--username=" + parameter(server, "user"));
        command.addAll(options);
        return output(command, parameter(server, "password"));
    }

    private static String parameter(URI server, String name) {
        for (String pair : server.getRawQuery().split("&", -1))
            if (pair.startsWith(name + "="))
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
        return "";
    }

    private static List<PgPrograms> found() {
        var folders = new ArrayList<Path>();
        try (Stream<Path> majors =
                Files.isDirectory(INSTALLED) ? Files.list(INSTALLED) : Stream.of()) {
            majors.map(m -> m.resolve("bin")).forEach(folders::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .map(Path::of)
                .forEach(folders::add);
        return folders.stream()
                .filter(f -> Files.isExecutable(f.resolve("pg_dump")))
                .filter(f -> Files.isExecutable(f.resolve("psql")))
                .map(PgPrograms::in)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<PgPrograms> in(Path folder) {
        try {
            String said = output(List.of(folder.resolve("pg_dump").toString(), "--version"), "");
            var version = VERSION.matcher(said);
            return version.find()
                    ? Optional.of(new PgPrograms(folder, Integer.parseInt(version.group(1))))
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static String output(List<String> command, String password)
            throws IOException, InterruptedException {
        Path errors = Files.createTempFile("sluice-client", ".err");
        try {
            var builder = new ProcessBuilder(command).redirectError(errors.toFile());
            builder.environment().keySet().removeIf(k -> k.startsWith("PG") || k.startsWith("LC_"));
            builder.environment().putAll(Map.of("LC_ALL", "C", "PGCLIENTENCODING", "UTF8"));
            builder.environment().put("PGPASSWORD", password);
            Process process = builder.start();
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) throw new IOException(Files.readString(errors).strip());
            return output;
        } finally {
            Files.delete(errors);
        }
    }
}
