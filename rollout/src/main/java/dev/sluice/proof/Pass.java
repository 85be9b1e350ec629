package dev.sluice.proof;

import dev.sluice.rollout.StepKind;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.QualifiedName;
import dev.sluice.source.catalog.CatalogReader;
import dev.sluice.source.parse.RefusedSql;
import dev.sluice.source.parse.SqlStatement;
import dev.sluice.source.parse.Statements;
import dev.sluice.source.scratch.Loader;
import dev.sluice.source.scratch.ScratchDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One way there and back on one copy of the database before.
final class Pass {
    /// From so many statements on their round trips are worth sparing.
    private static final int MANY = 100;

    sealed interface Result {}

    /// `back` null: there was no way back to try.
    record There(
            Catalog from,
            Catalog to,
            @Nullable Catalog back,
            Map<QualifiedName, String> unfilled,
            Set<QualifiedName> written,
            List<Blocked> blocked,
            Gone gone,
            List<String> notKept,
            long upMillis,
            long downMillis)
            implements Result {}

    /// `statement` counts from 1; `to` is known where up succeeded.
    record Failed(
            Catalog from,
            @Nullable Catalog to,
            Gone gone,
            boolean up,
            int statement,
            int of,
            SQLException error)
            implements Result {
        String words() {
            String way = up ? "Up" : "Down";
            String where = statement > of ? "at COMMIT" : "in statement " + statement + " of " + of;
            String message =
                    String.valueOf(error.getMessage()).strip().replaceAll("\\s*\\n\\s*", ". ");
            return way
                    + " fails "
                    + where
                    + ": "
                    + message
                    + " (SQLSTATE "
                    + error.getSQLState()
                    + ").";
        }
    }

    /// One statement of what stands between two breakpoints; `number` is that of the whole.
    private record Part(int number, String sql) {
        static List<Part> of(List<String> statements) {
            var parts = new ArrayList<Part>();
            for (int i = 0; i < statements.size(); i++)
                for (String one : apart(statements.get(i))) parts.add(new Part(i + 1, one));
            return parts;
        }

        /// What no server takes is left to it.
        private static List<String> apart(String statement) {
            try {
                return Statements.split(statement).stream().map(SqlStatement::text).toList();
            } catch (RefusedSql _) {
                return List.of(statement);
            }
        }
    }

    private final ScratchDatabase database;
    private final List<String> up;
    private final Supplier<@Nullable List<String>> down;

    private final @Nullable Catalog known;

    Pass(
            ScratchDatabase database,
            @Nullable Catalog known,
            List<String> up,
            Supplier<@Nullable List<String>> down) {
        this.database = database;
        this.known = known;
        this.up = up;
        this.down = down;
    }

    /// `leaveEmpty` null: no table gets rows.
    Result run(@Nullable Catalog wanted, @Nullable Map<QualifiedName, String> leaveEmpty)
            throws SQLException {
        // One runs the statements; the other fills and reads, and comes to know the tables by it.
        try (Connection connection = database.connectSimple();
                Connection reader = database.connectSimple()) {
            Catalog from = known == null ? CatalogReader.read(reader) : known;
            Map<QualifiedName, String> unfilled =
                    leaveEmpty == null ? Map.of() : Fill.fill(reader, from, wanted, leaveEmpty);
            reader.setAutoCommit(true);
            Rows before = Rows.take(reader, leaveEmpty != null);
            return new OnRows(connection, reader, from, leaveEmpty != null, unfilled, before).run();
        }
    }

    /// The part that runs statements.
    private final class OnRows {
        private final Connection connection;
        private final Connection reader;
        private final Catalog from;
        private final boolean rows;
        private final Map<QualifiedName, String> unfilled;
        private final Rows before;
        private final Set<QualifiedName> written = new TreeSet<>();
        private List<Blocked> blocked = List.of();
        private Gone gone = Gone.NOTHING;
        private int number;

        /// Null where that is not known: all of them.
        private @Nullable Set<Long> touched = new HashSet<>();

        OnRows(
                Connection connection,
                Connection reader,
                Catalog from,
                boolean rows,
                Map<QualifiedName, String> unfilled,
                Rows before) {
            this.connection = connection;
            this.reader = reader;
            this.from = from;
            this.rows = rows;
            this.unfilled = unfilled;
            this.before = before;
        }

        Result run() throws SQLException {
            long began = System.nanoTime();
            Failed failed = transaction(up, true, null);
            if (failed != null) return failed;
            long upMillis = since(began);
            FutureTask<Catalog> reading = reading();
            Rows between = take();
            gone = Numbers.of(before).goneIn(Numbers.of(between));
            Catalog to = read(reading);
            Comparison comparison = new Comparison(from, to, before, between);
            written.addAll(comparison.changedUnexplained());
            List<String> back = down.get();
            if (back == null)
                return new There(
                        from, to, null, unfilled, written, blocked, gone, List.of(), upMillis, 0);
            began = System.nanoTime();
            failed = transaction(back, false, to);
            if (failed != null) return failed;
            long downMillis = since(began);
            reading = reading();
            List<String> notKept = comparison.notKept(take(), written);
            return new There(
                    from,
                    to,
                    read(reading),
                    unfilled,
                    written,
                    blocked,
                    gone,
                    notKept,
                    upMillis,
                    downMillis);
        }

        private Rows take() throws SQLException {
            return touched == null
                    ? Rows.take(connection, rows)
                    : before.again(connection, rows, touched);
        }

        /// The catalog as it stands, read while the rows are read.
        private FutureTask<Catalog> reading() {
            var task = new FutureTask<>(() -> CatalogReader.read(reader));
            Thread.ofPlatform().daemon().name("read the catalog").start(task);
            return task;
        }

        private static Catalog read(FutureTask<Catalog> reading) throws SQLException {
            try {
                return reading.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof SQLException sql) throw sql;
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SQLException("interrupted while a migration was being proven", e);
            }
        }

        private static long since(long began) {
            return (System.nanoTime() - began) / 1_000_000;
        }

        /// Null when all of it stands.
        private @Nullable Failed transaction(
                List<String> statements, boolean isUp, @Nullable Catalog to) throws SQLException {
            if (StepKind.alone(statements).contains(true)) return alone(statements, isUp, to);
            if (statements.size() >= MANY && isEachOne(statements))
                try {
                    committed(List.of(String.join("\n;\n", statements)), isUp);
                    return null;
                } catch (SQLException e) {
                    // one after the other tells where
                }
            try {
                committed(statements, isUp);
                return null;
            } catch (SQLException e) {
                if (Loader.needsNoTransaction(e)) return alone(statements, isUp, to);
                return new Failed(from, to, gone, isUp, number, statements.size(), e);
            }
        }

        /// One transaction; `number` counts its statements and its COMMIT.
        private void committed(List<String> statements, boolean isUp) throws SQLException {
            number = 0;
            Usage usage = Usage.begin(connection);
            try {
                for (String sql : statements) {
                    number++;
                    execute(sql);
                }
                note(usage.seen(connection), isUp);
                number++;
                execute("COMMIT");
            } catch (SQLException e) {
                execute("ROLLBACK");
                throw e;
            } finally {
                reset();
            }
        }

        /// Whether each is a whole statement that cannot become part of its neighbour, nor change
        /// how that is read.
        private static boolean isEachOne(List<String> statements) {
            try {
                return statements.stream()
                        .allMatch(s ->
                                Statements.split(s).size() == 1
                                        && !s.contains("standard_conforming_strings"));
            } catch (RefusedSql e) {
                return false;
            }
        }

        /// With a step that stands alone: in the transactions that the executor makes of it, or,
        /// where PostgreSQL refuses these, each statement by itself.
        private @Nullable Failed alone(
                List<String> statements, boolean isUp, @Nullable Catalog to) {
            number = 0;
            touched = null;
            try {
                List<Part> parts = Part.of(statements);
                List<Boolean> alone = StepKind.alone(parts.stream().map(Part::sql).toList());
                Usage first = null;
                for (int begin = 0, end; begin < parts.size(); begin = end) {
                    end = begin + 1;
                    while (!alone.get(begin) && end < parts.size() && !alone.get(end)) end++;
                    first = segment(parts.subList(begin, end), isUp, first);
                }
                reset();
                return null;
            } catch (SQLException e) {
                return new Failed(from, to, gone, isUp, number, statements.size(), e);
            }
        }

        /// The tables as the first segment found them, which is `first` where that is over. Looks
        /// behind each statement: what one reads holds nobody up by a lock that the next one takes.
        private Usage segment(List<Part> parts, boolean isUp, @Nullable Usage first)
                throws SQLException {
            Usage begun = Usage.begin(connection);
            Usage usage = first == null ? begun : begun.of(first);
            Usage stood = first == null ? begun : first;
            try {
                for (int i = 0; i < parts.size(); i++) {
                    number = parts.get(i).number();
                    if (i > 0) usage = Usage.now(connection).of(stood);
                    execute(parts.get(i).sql());
                    note(usage.seen(connection), isUp);
                }
                execute("COMMIT");
            } catch (SQLException e) {
                execute("ROLLBACK");
                if (!Loader.needsNoTransaction(e)) throw e;
                if (parts.size() == 1) execute(parts.getFirst().sql());
                else for (Part part : parts) segment(List.of(part), isUp, stood);
            }
            return stood;
        }

        /// As the executor sets a session anew before each migration: what the statements set must
        /// not judge them.
        private void reset() throws SQLException {
            execute("RESET SESSION AUTHORIZATION");
            execute("RESET ALL");
        }

        private void note(Usage.Seen seen, boolean isUp) {
            if (touched != null) touched.addAll(seen.touched());
            if (!isUp) return;
            if (rows) written.addAll(seen.written());
            blocked = Blocked.all(blocked, seen.blocked());
        }

        private void execute(String sql) throws SQLException {
            try (var statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                statement.execute(sql);
            }
        }
    }
}
