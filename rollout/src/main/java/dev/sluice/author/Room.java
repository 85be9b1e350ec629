package dev.sluice.author;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Fingerprint;
import dev.sluice.source.Problem;
import dev.sluice.source.parse.SqlStatement;
import dev.sluice.source.scratch.Loader;
import dev.sluice.source.scratch.Scratch;
import dev.sluice.source.scratch.ScratchDatabase;
import dev.sluice.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A scratch database to load a declared schema into. One that begins with the schema that was
/// declared last is ready before the next one is known, and then loads only what differs.
final class Room implements AutoCloseable {
    /// What is loaded: `carried` beside what is declared.
    record Content(List<String> carried, Catalog texts) {
        List<SqlStatement> statements() {
            return Stream.concat(carried.stream(), Sql.statements(texts).stream())
                    .map(SqlStatement::of)
                    .toList();
        }

        /// `said`: the declaration that the texts were made of, in its own words.
        private String key(String said) {
            return "declared-" + Fingerprint.FORM + said + String.join(";", carried);
        }
    }

    private final Scratch scratch;
    private final @Nullable Content stands;
    private ScratchDatabase database;
    private Connection connection;

    private Room(Scratch scratch, ScratchDatabase database, @Nullable Content stands)
            throws SQLException {
        this.scratch = scratch;
        this.stands = stands;
        this.database = database;
        this.connection = connected(database);
    }

    private static Connection connected(ScratchDatabase database) throws SQLException {
        try {
            return database.connectSimple();
        } catch (SQLException e) {
            database.close();
            throw e;
        }
    }

    static Room empty(Scratch scratch) throws SQLException {
        return new Room(scratch, scratch.database(), null);
    }

    /// One that holds `content` already, where it loads; else an empty one. `said`: see [#keep].
    static Room with(Content content, String said, Scratch scratch) throws SQLException {
        ScratchDatabase template;
        try {
            template = scratch.cached(content.key(said), c -> fill(c, content));
        } catch (DoesNotLoad _) {
            return empty(scratch);
        }
        return new Room(scratch, scratch.database(template), content);
    }

    private static final class DoesNotLoad extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static void fill(Connection connection, Content content) {
        try {
            if (!Loader.load(connection, content.statements()).isEmpty()) throw new DoesNotLoad();
        } catch (SQLException e) {
            throw new IllegalStateException("the scratch database was lost: " + e.getMessage(), e);
        }
    }

    Connection connection() {
        return connection;
    }

    /// Empty when all of it stands; else what can't be loaded.
    List<Problem> load(Content content) throws SQLException {
        Optional<List<String>> difference =
                stands == null || !stands.carried.equals(content.carried)
                        ? Optional.empty()
                        : Reload.statements(stands.texts, content.texts);
        if (difference.isPresent()
                && Loader.load(connection, statements(difference.get())).isEmpty())
            return List.of();
        if (stands != null) {
            close();
            database = scratch.database();
            connection = connected(database);
        }
        return Loader.load(connection, content.statements());
    }

    private static List<SqlStatement> statements(List<String> texts) {
        return texts.stream().map(SqlStatement::of).toList();
    }

    /// What was loaded is there for the next [#with] of what is `said`, if `meant` is just that.
    void keep(Content loaded, String said, Supplier<Catalog> meant) throws SQLException {
        connection.close();
        scratch.keep(
                () ->
                        meant.get().objects().equals(loaded.texts.objects())
                                ? Optional.of(loaded.key(said))
                                : Optional.empty(),
                database);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        database.close();
    }
}
