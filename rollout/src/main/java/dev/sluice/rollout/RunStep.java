package dev.sluice.rollout;

import dev.sluice.source.parse.RefusedSql;
import dev.sluice.source.parse.SqlStatement;
import dev.sluice.source.parse.Statements;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One statement of a migration as it is sent. `number` counts from 1 within its migration; `words`
/// are what a probe has to know: of an index its name and its table, of a partition the table and
/// itself, of a label the type and itself, of a constraint the table and itself, each as written.
record RunStep(int number, String sql, StepKind kind, List<String> words) {
    RunStep {
        words = List.copyOf(words);
    }

    /// The steps of a migration's statements, one each; a statement that holds several, of which
    /// one must stand alone, is taken apart.
    static List<RunStep> of(List<String> statements) {
        var steps = new ArrayList<RunStep>();
        for (int i = 0; i < statements.size(); i++) {
            String statement = statements.get(i);
            List<RunStep> parts = parts(statements, i);
            boolean alone = parts.stream().anyMatch(s -> s.kind().isAlone());
            for (RunStep one :
                    alone
                            ? parts
                            : List.of(new RunStep(1, statement, StepKind.TRANSACTIONAL, List.of())))
                steps.add(new RunStep(steps.size() + 1, one.sql(), one.kind(), one.words()));
        }
        return steps;
    }

    /// Neighbours that share a transaction; each that stands alone by itself.
    static List<List<RunStep>> segments(List<RunStep> all) {
        List<List<RunStep>> segments = new ArrayList<>();
        for (RunStep step : all)
            if (segments.isEmpty()
                    || step.kind().isAlone()
                    || segments.getLast().getLast().kind().isAlone())
                segments.add(new ArrayList<>(List.of(step)));
            else segments.getLast().add(step);
        return segments;
    }

    static List<Boolean> alone(List<String> statements) {
        var alone = new ArrayList<Boolean>();
        for (int i = 0; i < statements.size(); i++)
            alone.add(parts(statements, i).stream().anyMatch(s -> s.kind().isAlone()));
        return alone;
    }

    private static List<RunStep> parts(List<String> statements, int at) {
        List<String> all = apart(statements.get(at));
        var parts = new ArrayList<RunStep>();
        for (int i = 0; i < all.size(); i++) {
            var after = new ArrayList<>(all.subList(i + 1, all.size()));
            after.addAll(statements.subList(at + 1, statements.size()));
            parts.add(step(i + 1, all.get(i), at + i == 0, after));
        }
        return parts;
    }

    /// What no server takes is one statement: [TransactionWords] refuses it.
    private static List<String> apart(String statement) {
        try {
            return Statements.split(statement).stream().map(SqlStatement::text).toList();
        } catch (RefusedSql _) {
            return List.of(statement);
        }
    }

    private static RunStep step(int number, String sql, boolean first, List<String> later) {
        var reader = new Reader(Statements.tokens(sql));
        Optional<Found> found = reader.found(first, later);
        return new RunStep(
                number,
                sql,
                found.map(Found::kind).orElse(StepKind.TRANSACTIONAL),
                found.map(Found::words).orElse(List.of()));
    }

    private record Found(StepKind kind, List<String> words) {}

    /// Why this can't be run by a migration at all, or could not be found again after a crash.
    Optional<String> refusal() {
        var reader = new Reader(Statements.tokens(sql));
        if (reader.takes("create", "database")
                || reader.takes("drop", "database")
                || reader.takes("create", "tablespace")
                || reader.takes("drop", "tablespace")
                || reader.takes("alter", "system"))
            return Optional.of(
                    "changes the whole cluster and not this database; no migration may do that. Take it out.");
        if (kind == StepKind.CREATE_INDEX && words.getFirst().isEmpty())
            return Optional.of(
                    "builds an index without a name, which nobody could find again after a crash. Name it.");
        return Optional.empty();
    }

    /// Reads a statement's words from its start.
    private static final class Reader {
        private final List<String> tokens;
        private int at;

        Reader(List<String> tokens) {
            this.tokens = tokens;
        }

        /// Whether these words come next; then it is behind them.
        boolean takes(String... words) {
            for (int i = 0; i < words.length; i++)
                if (at + i >= tokens.size()
                        || !tokens.get(at + i).toLowerCase(Locale.ROOT).equals(words[i]))
                    return false;
            at += words.length;
            return true;
        }

        private String next() {
            return at < tokens.size() ? tokens.get(at++) : "";
        }

        /// `a`, `"a b"` or `s.a`, as written.
        private String name() {
            var name = new StringBuilder(next());
            while (takes(".")) name.append('.').append(next());
            return name.toString();
        }

        Optional<Found> found(boolean first, List<String> later) {
            if (takes("create", "unique", "index", "concurrently")
                    || takes("create", "index", "concurrently")) return Optional.of(index());
            if (takes("drop", "index", "concurrently")) {
                takes("if", "exists");
                return Optional.of(new Found(StepKind.DROP_INDEX, List.of(name())));
            }
            if (takes("reindex")) return reindex();
            if (takes("vacuum") || takes("cluster") && at == tokens.size())
                return Optional.of(new Found(StepKind.REPEATABLE, List.of()));
            if (takes("alter", "table")) return table(first);
            if (takes("alter", "type")) return label(later);
            return Optional.empty();
        }

        private Found index() {
            takes("if", "not", "exists");
            String name = takes("on") ? "" : next();
            if (!name.isEmpty()) takes("on");
            takes("only");
            return new Found(StepKind.CREATE_INDEX, List.of(name, name()));
        }

        private Optional<Found> reindex() {
            boolean concurrently = false;
            if (takes("("))
                while (at < tokens.size() && !takes(")"))
                    concurrently |= next().equalsIgnoreCase("concurrently");
            String what = next().toLowerCase(Locale.ROOT);
            concurrently |= takes("concurrently");
            boolean whole = !what.equals("index") && !what.equals("table");
            return concurrently || whole
                    ? Optional.of(new Found(StepKind.REINDEX, List.of(what, whole ? "" : name())))
                    : Optional.empty();
        }

        private Optional<Found> table(boolean first) {
            takes("if", "exists");
            takes("only");
            String table = name();
            if (takes("validate", "constraint")) {
                String constraint = next();
                return first || at < tokens.size()
                        ? Optional.empty()
                        : Optional.of(new Found(StepKind.VALIDATE, List.of(table, constraint)));
            }
            if (!takes("detach", "partition")) return Optional.empty();
            String partition = name();
            return takes("concurrently")
                    ? Optional.of(new Found(StepKind.DETACH, List.of(table, partition)))
                    : Optional.empty();
        }

        /// A label may not be used in the transaction that added it (ALTER TYPE, Notes).
        private Optional<Found> label(List<String> later) {
            String type = name();
            if (!takes("add", "value")) return Optional.empty();
            takes("if", "not", "exists");
            String label = next();
            return label.startsWith("'") && later.stream().anyMatch(s -> s.contains(label))
                    ? Optional.of(new Found(StepKind.ADD_LABEL, List.of(type, label)))
                    : Optional.empty();
        }
    }
}
