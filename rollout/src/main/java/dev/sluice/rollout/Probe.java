package dev.sluice.rollout;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Index;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds out by the catalog what became of a step that was begun and not recorded as done.
final class Probe {
    sealed interface Found {
        record Done() implements Found {}

        record NotBegun() implements Found {}

        /// `repair` clears what is half there; then the step is run again, unless the repair is
        /// what it lacked.
        record Half(List<String> repair, boolean thenDone) implements Found {
            public Half {
                repair = List.copyOf(repair);
            }
        }

        /// Something else of that name stands there.
        record Foreign(String what) implements Found {}
    }

    private final Session session;
    private final @Nullable Catalog after;

    /// `after` is the proven state that tells what an index is to look like; null where none is
    /// known.
    Probe(Session session, @Nullable Catalog after) {
        this.session = session;
        this.after = after;
    }

    Found of(RunStep step) throws SQLException {
        List<String> words = step.words();
        return switch (step.kind()) {
            case CREATE_INDEX -> index(words.getFirst(), words.get(1));
            case DROP_INDEX -> isThere(words.getFirst()) ? new Found.NotBegun() : new Found.Done();
            case REINDEX -> reindex(words.getFirst(), words.get(1));
            case DETACH -> detach(words.getFirst(), words.get(1));
            case ADD_LABEL -> label(words.getFirst(), words.get(1));
            case VALIDATE -> validated(words.getFirst(), words.get(1));
            case REPEATABLE, TRANSACTIONAL -> new Found.NotBegun();
        };
    }

    private boolean isThere(String name) throws SQLException {
        return !rows("SELECT pg_catalog.to_regclass(?)::text", name).isEmpty();
    }

    private Found index(String name, String table) throws SQLException {
        List<List<@Nullable String>> found =
                rows(
                        """
                        SELECT x.indisvalid::text, (x.indrelid = pg_catalog.to_regclass(?)::oid)::text, n.nspname, c.relname,
                               c.oid::text
                        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_index x ON x.indexrelid = c.oid
                        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                        WHERE c.relname = (pg_catalog.parse_ident(?))[1] AND c.relnamespace =
                              (SELECT t.relnamespace FROM pg_catalog.pg_class t WHERE t.oid = pg_catalog.to_regclass(?))\
                        """,
                        table,
                        name,
                        table);
        if (found.isEmpty()) return new Found.NotBegun();
        List<@Nullable String> row = found.getFirst();
        String qualified = quoted(String.valueOf(row.get(2)), String.valueOf(row.get(3)));
        if (!"true".equals(row.get(1)))
            return new Found.Foreign("an index " + qualified + " of another table stands there");
        String wanted = definition(String.valueOf(row.get(2)), String.valueOf(row.get(3)));
        String stands = definition(String.valueOf(row.get(4)));
        if (wanted != null && !wanted.equals(stands))
            return new Found.Foreign(
                    "an index of that name stands there that is another one: " + stands);
        return "true".equals(row.getFirst())
                ? new Found.Done()
                : new Found.Half(List.of("DROP INDEX CONCURRENTLY " + qualified), false);
    }

    private static String quoted(String schema, String name) {
        return dev.sluice.schema.QualifiedName.of(schema, name).quoted();
    }

    private @Nullable String definition(String schema, String name) {
        if (after == null) return null;
        ObjectId id = ObjectId.of(Kind.INDEX, dev.sluice.schema.QualifiedName.of(schema, name));
        return after.find(id).orElse(null) instanceof Index i ? i.definition() : null;
    }

    /// As a catalog is read: with nothing but pg_catalog on the search path.
    private String definition(String oid) throws SQLException {
        session.begin();
        try {
            session.execute("SET LOCAL search_path = pg_catalog");
            return session.text(
                    "SELECT pg_catalog.pg_get_indexdef(" + Long.parseLong(oid) + "::oid)");
        } finally {
            session.rollback();
        }
    }

    /// Nothing tells a finished one from one that was not begun, and doing it twice does no harm.
    private Found reindex(String what, String name) throws SQLException {
        String of =
                switch (what) {
                    case "index" ->
                            "x.indrelid = (SELECT i.indrelid FROM pg_catalog.pg_index i WHERE i.indexrelid = pg_catalog.to_regclass(?))";
                    case "table" -> "x.indrelid = pg_catalog.to_regclass(?)";
                    default -> "?::text IS NOT NULL";
                };
        var repair = new ArrayList<String>();
        for (List<@Nullable String> left :
                rows(
                        """
                        SELECT n.nspname, c.relname FROM pg_catalog.pg_index x
                        JOIN pg_catalog.pg_class c ON c.oid = x.indexrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                        WHERE NOT x.indisvalid AND c.relname ~ '_cc(new|old)[0-9]*$' AND n.nspname !~ '^pg_toast' AND
                        """
                                + of,
                        name))
            repair.add(
                    "DROP INDEX CONCURRENTLY "
                            + quoted(String.valueOf(left.getFirst()), String.valueOf(left.get(1))));
        return repair.isEmpty() ? new Found.NotBegun() : new Found.Half(repair, false);
    }

    private Found detach(String table, String partition) throws SQLException {
        List<List<@Nullable String>> link =
                rows(
                        "SELECT i.inhdetachpending::text FROM pg_catalog.pg_inherits i WHERE i.inhparent = pg_catalog.to_regclass(?) AND i.inhrelid = pg_catalog.to_regclass(?)",
                        table,
                        partition);
        if (link.isEmpty()) return new Found.Done();
        return "true".equals(link.getFirst().getFirst())
                ? new Found.Half(
                        List.of(
                                "ALTER TABLE "
                                        + table
                                        + " DETACH PARTITION "
                                        + partition
                                        + " FINALIZE"),
                        true)
                : new Found.NotBegun();
    }

    /// `label` is a literal as it stands in the step.
    private Found label(String type, String label) throws SQLException {
        return rows(
                                "SELECT 'there' FROM pg_catalog.pg_enum e WHERE e.enumtypid = pg_catalog.to_regtype(?) AND e.enumlabel = "
                                        + label,
                                type)
                        .isEmpty()
                ? new Found.NotBegun()
                : new Found.Done();
    }

    private Found validated(String table, String constraint) throws SQLException {
        return rows(
                                "SELECT 'validated' FROM pg_catalog.pg_constraint k WHERE k.convalidated AND k.conrelid = pg_catalog.to_regclass(?) AND k.conname = (pg_catalog.parse_ident(?))[1]",
                                table,
                                constraint)
                        .isEmpty()
                ? new Found.NotBegun()
                : new Found.Done();
    }

    /// Rows whose first column is not null.
    private List<List<@Nullable String>> rows(String sql, String... values) throws SQLException {
        var rows = new ArrayList<List<@Nullable String>>();
        try (PreparedStatement query = session.connection().prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) query.setString(i + 1, values[i]);
            try (ResultSet row = query.executeQuery()) {
                int columns = row.getMetaData().getColumnCount();
                while (row.next()) {
                    var one = new ArrayList<@Nullable String>();
                    for (int i = 1; i <= columns; i++) one.add(row.getString(i));
                    if (one.getFirst() != null) rows.add(one);
                }
            }
        }
        return rows;
    }
}
