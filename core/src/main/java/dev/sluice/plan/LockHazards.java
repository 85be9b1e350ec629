package dev.sluice.plan;

import dev.sluice.schema.Column;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.ConstraintKind;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Index;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Table;
import dev.sluice.sql.PieceId;
import dev.sluice.sql.Pieces;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Who waits while rows are read, or an index is built, under a lock that is in the way of writing
/// or of everything. A lock that is taken for a moment is none.
/// <https://www.postgresql.org/docs/18/sql-altertable.html>, Notes;
/// <https://www.postgresql.org/docs/18/explicit-locking.html>
final class LockHazards {
    static final String QUIET = "run it when the table is quiet";

    private LockHazards() {}

    /// `who` and what for: "nothing can read or write public.t while …".
    static Hazard of(ObjectId object, String why, String advice) {
        return new Hazard(HazardKind.LONG_EXCLUSIVE_LOCK, object.words(), why, advice, null);
    }

    static String everything(String tables, String during) {
        return "nothing can read or write " + tables + " while " + during;
    }

    static String writes(String tables, String during) {
        return "writes to " + tables + " wait while " + during;
    }

    /// Of a constraint that is added to rows, all of which it holds for, or that becomes enforced.
    static List<Hazard> added(Draft draft, QualifiedName table, Constraint c) {
        if (OnlineForms.standing(draft, table) == null || isProven(draft, table, c))
            return List.of();
        String advice = OnlineForms.isPossible(draft, table, c) ? online(c.kind()) : QUIET;
        String why =
                switch (c.kind()) {
                    case CHECK, NOT_NULL -> everything(table.toString(), "its rows are read");
                    case FOREIGN_KEY -> writes(both(draft, table, c), "their rows are read");
                    case PRIMARY_KEY, UNIQUE, EXCLUSION ->
                            everything(table.toString(), "its index is built");
                };
        return List.of(of(ObjectId.member(Kind.CONSTRAINT, table, c.name()), why, advice));
    }

    private static boolean isProven(Draft draft, QualifiedName table, Constraint c) {
        return c.kind() == ConstraintKind.NOT_NULL
                && c.columns().stream().allMatch(n -> isNeverNull(draft, table, n));
    }

    private static String online(ConstraintKind kind) {
        return switch (kind) {
            case CHECK, FOREIGN_KEY, NOT_NULL ->
                    "the online form (NOT VALID, then VALIDATE CONSTRAINT) keeps nobody waiting";
            case PRIMARY_KEY, UNIQUE, EXCLUSION ->
                    "the online form (of an index built CONCURRENTLY) keeps nobody waiting";
        };
    }

    /// A foreign key that becomes enforced, or compares other types: its rows are read again.
    static Hazard again(Draft draft, QualifiedName table, Constraint key) {
        return again(draft, table, key, "their rows are read to check it again");
    }

    private static Hazard again(Draft draft, QualifiedName table, Constraint key, String during) {
        return of(
                ObjectId.member(Kind.CONSTRAINT, table, key.name()),
                everything(both(draft, table, key), during),
                QUIET);
    }

    /// The tables of a foreign key that stand.
    private static String both(Draft draft, QualifiedName table, Constraint key) {
        QualifiedName other = key.references();
        boolean one =
                other == null || other.equals(table) || OnlineForms.standing(draft, other) == null;
        return one ? table.toString() : table + " and " + other;
    }

    static List<Hazard> notNull(Draft draft, QualifiedName table, Identifier column) {
        if (OnlineForms.standing(draft, table) == null || isNeverNull(draft, table, column))
            return List.of();
        return List.of(
                of(
                        ObjectId.member(Kind.COLUMN, table, column),
                        everything(table.toString(), "its rows are read"),
                        "the online form (a check first, validated by itself) keeps nobody waiting"));
    }

    /// Whether the column is not null before, or a validated check that stands throughout says so.
    private static boolean isNeverNull(Draft draft, QualifiedName table, Identifier column) {
        Table before = Columns.tableOf(draft.from, table).orElseThrow();
        Table after = Columns.tableOf(draft.to, table).orElseThrow();
        if (before.column(column).map(Column::notNull).orElse(false)) return true;
        return before.constraints().stream()
                .filter(c -> c.kind() == ConstraintKind.CHECK && c.validated())
                .filter(c -> after.constraint(c.name()).filter(c::equals).isPresent())
                .map(Conjuncts::of)
                .anyMatch(said ->
                        said.contains(column + " IS NOT NULL")
                                || said.contains(column.quoted() + " IS NOT NULL"));
    }

    /// Of a column that changes its type while its values stay.
    static List<Hazard> retyped(Draft draft, PieceId column, Column before, Column after) {
        var found = new ArrayList<Hazard>();
        QualifiedName table = Columns.table(column.object());
        if (OnlineForms.standing(draft, table) == null) return found;
        var during = new ArrayList<String>();
        boolean ordered =
                Objects.equals(before.collation(), after.collation())
                        && !Rewrites.changesOrder(draft, before, after);
        List<PieceId> standing =
                draft.from.dependents(column).stream().filter(d -> isTheSame(draft, d)).toList();
        if (standing.stream().anyMatch(d -> isRead(draft, d)))
            during.add("its checks are made again");
        if (standing.stream().anyMatch(d -> isBuilt(draft, d, ordered)))
            during.add("its indexes are built anew");
        if (!during.isEmpty())
            found.add(
                    of(
                            column.object(),
                            everything(table.toString(), String.join(" and ", during)),
                            QUIET));
        return found;
    }

    private static boolean isTheSame(Draft draft, PieceId id) {
        return draft.to.find(id) != null
                && draft.from.piece(id).create().equals(draft.to.piece(id).create());
    }

    private static boolean isRead(Draft draft, PieceId id) {
        return Columns.constraint(draft.from, id.object())
                .filter(c -> c.kind() == ConstraintKind.CHECK && c.validated())
                .isPresent();
    }

    /// An index with a predicate or an expression is never kept (indexcmds.c,
    /// CheckIndexCompatible).
    private static boolean isBuilt(Draft draft, PieceId id, boolean ordered) {
        if (draft.from.object(id.object()).orElse(null) instanceof Index i)
            return !ordered || Blocking.hasExpression(i);
        return Columns.constraint(draft.from, id.object())
                .filter(c ->
                        switch (c.kind()) {
                            case PRIMARY_KEY, UNIQUE -> !ordered;
                            case EXCLUSION -> true;
                            case FOREIGN_KEY, CHECK, NOT_NULL -> false;
                        })
                .isPresent();
    }

    /// The foreign keys of a column that changes its type are made anew, which holds both tables as
    /// long as the change takes; `works`: it takes longer than a moment.
    static List<Hazard> keysOf(
            Draft draft, PieceId column, Column before, Column after, boolean works) {
        boolean compares = Rewrites.changesOrder(draft, before, after);
        if (!compares && !works || !Casts.sameFamily(before, after)) return List.of();
        String during = Columns.table(column.object()) + " changes";
        var found = new ArrayList<Hazard>();
        for (PieceId d : draft.from.dependents(column)) {
            Constraint key = Columns.constraint(draft.from, d.object()).orElse(null);
            if (key == null || key.kind() != ConstraintKind.FOREIGN_KEY || !isTheSame(draft, d))
                continue;
            QualifiedName table = Columns.table(d.object());
            found.add(
                    compares && key.validated()
                            ? again(draft, table, key)
                            : again(draft, table, key, during));
        }
        return found;
    }

    /// A domain that stands gets a rule.
    static List<Hazard> tightened(Draft draft, ObjectId rule, ObjectId domain) {
        var tables = new TreeSet<QualifiedName>();
        tablesOf(draft, draft.from, domain, tables);
        if (tables.isEmpty()) return List.of();
        String names =
                tables.stream().map(QualifiedName::toString).collect(Collectors.joining(", "));
        return List.of(of(rule, writes(names, "the values of the domain are read"), QUIET));
    }

    private static void tablesOf(
            Draft draft, Pieces pieces, ObjectId domain, TreeSet<QualifiedName> into) {
        for (PieceId d : pieces.dependents(PieceId.self(domain)))
            if (d.object().kind() == Kind.DOMAIN && !d.object().equals(domain))
                tablesOf(draft, pieces, d.object(), into);
            else if (d.object().kind() == Kind.COLUMN
                    && OnlineForms.standing(draft, Columns.table(d.object())) != null)
                into.add(Columns.table(d.object()));
    }
}
