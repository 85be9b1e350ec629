package dev.sluice.proof;

import dev.sluice.plan.Hazard;
import dev.sluice.plan.HazardKind;
import dev.sluice.plan.Plan;
import dev.sluice.plan.PlanOptions;
import dev.sluice.plan.Planned;
import dev.sluice.plan.Planner;
import dev.sluice.plan.Step;
import dev.sluice.proof.Pass.Failed;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Index;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Table;
import dev.sluice.source.scratch.Scratch;
import dev.sluice.source.scratch.ScratchDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// Fill B: what of a migration that is right may fail on the rows that a database holds. The tables
/// that it touches get rows that the schema before allows and nobody thinks of (see [EdgeRows]);
/// where it then fails, that is the hazard, and the plan from the catalog before to the one after
/// knows the query that counts such rows. A migration that mends its rows first is found to be
/// right.
public final class OtherRows {
    private static final int MOST = 8;

    private final Scratch scratch;
    private final ScratchDatabase before;
    private final Proof proof;
    private final List<String> up;
    private final List<Hazard> foreseen;
    private final Set<Hazard> found = new LinkedHashSet<>();
    private final Map<QualifiedName, String> empty = new LinkedHashMap<>();

    private OtherRows(Scratch scratch, ScratchDatabase before, Proof proof, List<String> up) {
        this.scratch = scratch;
        this.before = before;
        this.proof = proof;
        this.up = up;
        this.foreseen = foreseen(proof.from(), proof.to());
    }

    /// `before` is the template that the proof was made on, which is left as it is. Empty where the
    /// migration touches no table that stands, or was found wrong altogether.
    public static List<Hazard> mayFail(
            Scratch scratch, ScratchDatabase before, Proof proof, List<String> up) {
        Set<QualifiedName> touched = touched(proof);
        if (touched.isEmpty()) return List.of();
        var other = new OtherRows(scratch, before, proof, up);
        try {
            other.look(touched);
        } catch (SQLException e) {
            throw Prover.lost(e);
        }
        return List.copyOf(other.found);
    }

    private static Set<QualifiedName> touched(Proof proof) {
        Set<QualifiedName> touched = new LinkedHashSet<>(proof.writtenTables());
        for (Table t : proof.from().all(Table.class))
            if (!proof.to().table(t.name()).map(t::equals).orElse(false)
                    || !indexes(proof.from(), t).equals(indexes(proof.to(), t)))
                touched.add(t.name());
        return touched;
    }

    private static Set<Index> indexes(Catalog catalog, Table table) {
        return catalog.all(Index.class).stream()
                .filter(i -> i.table().equals(table.name()))
                .collect(Collectors.toSet());
    }

    /// What the difference alone may fail on, whatever the statements do about it.
    private static List<Hazard> foreseen(Catalog from, Catalog to) {
        return switch (Planner.plan(from, to, PlanOptions.NONE)) {
            case Planned.Refused _ -> List.of();
            case Planned.Ready(Plan plan) ->
                    plan.steps().stream()
                            .map(Step::hazards)
                            .flatMap(Collection::stream)
                            .filter(h -> h.countingQuery() != null)
                            .toList();
        };
    }

    /// A table whose rows were in the way is left empty the next time, so that what else there is
    /// is found too.
    private void look(Set<QualifiedName> touched) throws SQLException {
        for (int tries = 0; tries < MOST; tries++) {
            Failed failed = failed(touched);
            if (failed == null) return;
            QualifiedName culprit = named(failed);
            if (culprit == null) culprit = alone(touched);
            found.add(hazard(culprit, failed));
            if (culprit == null || empty.put(culprit, "its rows are in the way") != null) return;
        }
    }

    /// Null where it succeeds, or fails over something else than rows.
    private @Nullable Failed failed(Set<QualifiedName> odd) throws SQLException {
        try (ScratchDatabase copy = scratch.database(before)) {
            try (Connection connection = copy.connect()) {
                EdgeRows.fill(connection, proof.from(), odd, empty);
            }
            return new Pass(copy, proof.from(), up, () -> null).run(null, null) instanceof Failed f
                            && f.up()
                            && isAboutRows(f.error())
                    ? f
                    : null;
        }
    }

    /// Data exception or integrity constraint violation (PostgreSQL's appendix A).
    private static boolean isAboutRows(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("22") || state.startsWith("23");
    }

    private @Nullable QualifiedName named(Failed failed) {
        ServerErrorMessage told = told(failed);
        if (told == null || told.getTable() == null) return null;
        for (Catalog catalog : List.of(proof.from(), proof.to()))
            for (Table t : catalog.all(Table.class))
                if (t.name().schema().text().equals(told.getSchema())
                        && t.name().name().text().equals(told.getTable())) return t.name();
        return null;
    }

    private static @Nullable ServerErrorMessage told(Failed failed) {
        return failed.error() instanceof PSQLException e ? e.getServerErrorMessage() : null;
    }

    /// An error about a value names no table: the one whose odd rows alone bring it about.
    private @Nullable QualifiedName alone(Set<QualifiedName> touched) throws SQLException {
        List<QualifiedName> suspects =
                touched.stream().filter(t -> !empty.containsKey(t)).limit(MOST).toList();
        if (suspects.size() == 1) return suspects.getFirst();
        for (QualifiedName one : suspects) if (failed(Set.of(one)) != null) return one;
        return null;
    }

    private Hazard hazard(@Nullable QualifiedName table, Failed failed) {
        ServerErrorMessage told = told(failed);
        String member =
                told == null
                        ? null
                        : told.getConstraint() != null ? told.getConstraint() : told.getColumn();
        List<Hazard> of =
                table == null
                        ? List.of()
                        : foreseen.stream().filter(h -> isAbout(h, table)).toList();
        Hazard known =
                of.stream()
                        .filter(h -> member != null && h.object().endsWith("." + member))
                        .findFirst()
                        .orElse(of.size() == 1 ? of.getFirst() : null);
        if (known != null && known.kind() == HazardKind.MAY_FAIL_ON_EXISTING_DATA) return known;
        return new Hazard(
                HazardKind.MAY_FAIL_ON_EXISTING_DATA,
                known != null
                        ? known.object()
                        : table == null
                                ? "the migration"
                                : "table " + table + (member == null ? "" : ", " + member),
                "on rows that the schema before allows: " + failed.words(),
                "mend such rows first",
                known == null ? null : known.countingQuery());
    }

    /// In words it is `column schema.table.name`, `index schema.name`, ….
    private boolean isAbout(Hazard h, QualifiedName table) {
        return h.object().contains(" " + table + ".")
                || proof.to().all(Index.class).stream()
                        .anyMatch(
                                i -> i.table().equals(table) && h.object().equals(i.id().words()));
    }
}
