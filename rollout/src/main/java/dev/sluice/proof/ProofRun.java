package dev.sluice.proof;

import dev.sluice.drift.Drift;
import dev.sluice.drift.DriftCheck;
import dev.sluice.proof.Pass.Failed;
import dev.sluice.proof.Pass.There;
import dev.sluice.proof.Proof.Verdict;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Index;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Table;
import dev.sluice.source.scratch.FixedPoint;
import dev.sluice.source.scratch.Scratch;
import dev.sluice.source.scratch.ScratchDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Tries with rows first; where that fails, without any, to tell wrong SQL from rows in its way,
/// and then with the tables empty that stand in the way.
final class ProofRun {
    private static final int TRIES = 6;

    private final Scratch scratch;
    private final ScratchDatabase before;
    private final @Nullable Catalog from;
    private final List<String> up;
    private final Supplier<@Nullable List<String>> down;
    private final @Nullable Catalog wanted;

    ProofRun(
            Scratch scratch,
            ScratchDatabase before,
            @Nullable Catalog from,
            List<String> up,
            Supplier<@Nullable List<String>> down,
            @Nullable Catalog wanted) {
        this.scratch = scratch;
        this.before = before;
        this.from = from;
        this.up = List.copyOf(up);
        this.down = down;
        this.wanted = wanted;
    }

    Proof prove() throws SQLException {
        return switch (pass(wanted, Map.of())) {
            case There there -> judged(there);
            case Failed failed -> withoutRows(failed);
        };
    }

    private Pass.Result pass(
            @Nullable Catalog hints, @Nullable Map<QualifiedName, String> leaveEmpty)
            throws SQLException {
        try (ScratchDatabase copy = scratch.database(before)) {
            return new Pass(copy, from, up, down).run(hints, leaveEmpty);
        }
    }

    private Proof withoutRows(Failed withRows) throws SQLException {
        return switch (pass(null, null)) {
            case Failed failed -> notProven(failed);
            case There schema -> withSomeRows(withRows, schema);
        };
    }

    private static Proof notProven(Failed failed) {
        Catalog to = failed.to() == null ? failed.from() : failed.to();
        return new Proof(
                Verdict.NOT_PROVEN,
                List.of(failed.words()),
                failed.from(),
                to,
                Set.of(),
                List.of(),
                failed.gone(),
                List.of(),
                0,
                0);
    }

    /// The statements are right; rows stand in their way somewhere.
    private Proof withSomeRows(Failed first, There schema) throws SQLException {
        Map<QualifiedName, String> leaveEmpty = new LinkedHashMap<>();
        Failed failed = first;
        if (wanted != null) leaveOut(failed, schema, leaveEmpty);
        for (int tries = 0; tries < TRIES; tries++) {
            switch (pass(schema.to(), leaveEmpty)) {
                case There there -> {
                    return judged(there);
                }
                case Failed again -> failed = again;
            }
            leaveOut(failed, schema, leaveEmpty);
        }
        return judged(allEmpty(schema, failed));
    }

    private There allEmpty(There schema, Failed failed) {
        Map<QualifiedName, String> unfilled = new LinkedHashMap<>();
        for (Table t : schema.from().all(Table.class)) unfilled.put(t.name(), failed.words());
        return new There(
                schema.from(),
                schema.to(),
                schema.back(),
                unfilled,
                schema.written(),
                schema.blocked(),
                schema.gone(),
                List.of(),
                schema.upMillis(),
                schema.downMillis());
    }

    /// The table that the error names, else all that the migration changes, else all.
    private static void leaveOut(
            Failed failed, There schema, Map<QualifiedName, String> leaveEmpty) {
        Set<QualifiedName> suspects = new LinkedHashSet<>(named(failed, schema));
        suspects.removeAll(leaveEmpty.keySet());
        if (suspects.isEmpty()) suspects.addAll(changed(schema));
        suspects.removeAll(leaveEmpty.keySet());
        if (suspects.isEmpty()) schema.from().all(Table.class).forEach(t -> suspects.add(t.name()));
        for (QualifiedName name : suspects)
            leaveEmpty.putIfAbsent(name, "rows in it stand in the way: " + failed.words());
    }

    private static Set<QualifiedName> named(Failed failed, There schema) {
        String message = String.valueOf(failed.error().getMessage());
        Set<QualifiedName> named = new LinkedHashSet<>();
        for (Table t : schema.from().all(Table.class))
            if (message.contains("\"" + t.name().name().text() + "\"")) named.add(t.name());
        if (!named.isEmpty()) return named;
        for (Catalog catalog : List.of(schema.from(), schema.to())) {
            for (Index i : catalog.all(Index.class))
                if (message.contains("\"" + i.name().name().text() + "\"")) named.add(i.table());
            for (Table t : catalog.all(Table.class))
                if (t.constraints().stream()
                        .anyMatch(c -> message.contains("\"" + c.name().text() + "\"")))
                    named.add(t.name());
        }
        return named;
    }

    private static Set<QualifiedName> changed(There schema) {
        Set<QualifiedName> changed = new LinkedHashSet<>();
        for (Table t : schema.from().all(Table.class))
            if (!schema.to().table(t.name()).map(t::equals).orElse(false)) changed.add(t.name());
        return changed;
    }

    // ---- the verdict

    private Proof judged(There there) {
        List<String> wrong = new ArrayList<>();
        if (wanted != null && drift(wanted, there.to()) instanceof Drift.Found(List<String> words))
            wrong.add("Up does not make what is wanted: " + String.join("; ", words) + ".");
        if (there.back() == null) wrong.add("There is no way back.");
        else if (drift(there.from(), there.back()) instanceof Drift.Found(List<String> words))
            wrong.add("Down does not bring back what was: " + String.join("; ", words) + ".");
        List<String> missing = missing(there);
        Verdict verdict =
                !wrong.isEmpty()
                        ? Verdict.NOT_PROVEN
                        : missing.isEmpty() ? Verdict.WITH_ROWS : Verdict.FOR_SCHEMA;
        wrong.addAll(missing);
        return new Proof(
                verdict,
                wrong,
                there.from(),
                there.to(),
                there.written(),
                there.blocked(),
                there.gone(),
                List.copyOf(there.unfilled().keySet()),
                there.upMillis(),
                there.downMillis());
    }

    private Drift drift(Catalog expected, Catalog found) {
        return DriftCheck.of(expected, found, this::settled);
    }

    private Catalog settled(Catalog catalog) {
        try {
            return FixedPoint.settle(catalog, scratch);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "A catalog could not be read back from scratch: " + e.getMessage(), e);
        }
    }

    private static List<String> missing(There there) {
        List<String> missing = new ArrayList<>();
        for (QualifiedName table : there.written())
            missing.add(
                    "Up writes rows of "
                            + table
                            + ": the way back restores its schema, not its rows (schema proven, data not).");
        there.unfilled()
                .forEach((table, why) ->
                        missing.add(table + " was proven without rows: " + why + "."));
        for (String column : there.notKept())
            missing.add(column + " does not hold its old values after the way back.");
        return missing;
    }
}
