package dev.sluice.bench;

import dev.sluice.schema.Identifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// A schema as SQL, which says in its comments what it needs: `-- role: NAME` for each role, `--
/// from: MAJOR` for the lowest PostgreSQL that takes it.
public record SchemaFile(Path path) {
    private static final int LOWEST = 14;

    public String name() {
        return String.valueOf(path.getFileName());
    }

    public String text() throws IOException {
        return Files.readString(path);
    }

    public int from() throws IOException {
        List<String> said = said("-- from: ");
        return said.isEmpty() ? LOWEST : Integer.parseInt(said.getFirst());
    }

    public List<String> roles() throws IOException {
        return said("-- role: ");
    }

    private List<String> said(String mark) throws IOException {
        return text().lines()
                .takeWhile(l -> l.startsWith("--"))
                .filter(l -> l.startsWith(mark))
                .map(l -> l.substring(mark.length()))
                .toList();
    }

    /// Roles belong to the whole cluster: makes those of the files, and says which it made.
    public static List<String> makeRoles(UnaryOperator<String> url, List<SchemaFile> files)
            throws SQLException, IOException {
        var wanted = new TreeSet<String>();
        for (SchemaFile f : files) wanted.addAll(f.roles());
        try (var connection = DriverManager.getConnection(url.apply("postgres"));
                var statement = connection.createStatement()) {
            try (var rows = statement.executeQuery("SELECT rolname FROM pg_roles")) {
                while (rows.next()) wanted.remove(rows.getString(1));
            }
            for (String role : wanted)
                statement.execute("CREATE ROLE " + Identifier.of(role).quoted());
        }
        return List.copyOf(wanted);
    }

    /// Once no database needs them.
    public static void dropRoles(UnaryOperator<String> url, List<String> roles)
            throws SQLException {
        try (var connection = DriverManager.getConnection(url.apply("postgres"));
                var statement = connection.createStatement()) {
            for (String role : roles)
                statement.execute("DROP ROLE " + Identifier.of(role).quoted());
        }
    }
}
