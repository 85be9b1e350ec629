package dev.sluice.source.drizzle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.Catalog;
import dev.sluice.source.Problem;
import dev.sluice.source.catalog.CatalogReader;
import dev.sluice.sql.Sql;
import dev.sluice.testkit.NodeFixture;
import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// A project on disk with drizzle-orm installed.
record DrizzleFixture(Path directory) {
    static DrizzleFixture in(Path directory) {
        NodeFixture.link(directory);
        return new DrizzleFixture(directory);
    }

    DrizzleFixture with(String file, String text) {
        try {
            Path target = directory.resolve(file);
            Files.createDirectories(target.getParent());
            Files.writeString(target, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DrizzleLoaded load(String... schema) {
        return Drizzle.load(DrizzleProject.of(directory, List.of(schema)));
    }

    DrizzleSchema schema(String... schema) {
        return ok(load(schema));
    }

    List<Problem> problems(String... schema) {
        var loaded = load(schema);
        assertThat(loaded).isInstanceOf(DrizzleLoaded.Broken.class);
        return ((DrizzleLoaded.Broken) loaded).problems();
    }

    static DrizzleSchema ok(DrizzleLoaded loaded) {
        if (loaded instanceof DrizzleLoaded.Ok ok) return ok.schema();
        throw new AssertionError(loaded.toString());
    }

    static Catalog settled(Catalog declared, String... before) {
        return settled(declared, before, new String[0]);
    }

    /// The catalog as PostgreSQL prints it, made after `before` and changed by `behind`.
    static Catalog settled(Catalog declared, String[] before, String[] behind) {
        try (TestDatabase database = TestPostgres.database(16);
                Connection connection = database.connect()) {
            run(connection, List.of(before));
            run(connection, Sql.statements(declared));
            run(connection, List.of(behind));
            return CatalogReader.read(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Rounds, because the declared catalog knows no dependencies between views.
    static void run(Connection connection, List<String> statements) throws SQLException {
        var left = new ArrayList<>(statements);
        SQLException last = null;
        while (!left.isEmpty()) {
            var failed = new ArrayList<String>();
            for (String sql : left)
                try (Statement s = connection.createStatement()) {
                    s.execute(sql);
                } catch (SQLException e) {
                    last = new SQLException(e.getMessage() + "\nin: " + sql, e);
                    failed.add(sql);
                }
            if (failed.size() == left.size()) throw last;
            left = failed;
        }
    }

    static String resource(String name) {
        try (var in = DrizzleFixture.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
