package dev.sluice.plan;

import dev.sluice.diff.ColumnDifference;
import dev.sluice.schema.Column;
import dev.sluice.schema.ConstraintKind;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Table;
import dev.sluice.sql.Aspect;
import dev.sluice.sql.ColumnSql;
import dev.sluice.sql.ConstraintSql;
import dev.sluice.sql.PieceId;
import dev.sluice.sql.Pieces;
import dev.sluice.sql.TableSql;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Columns that a parent table gives: ALTER TABLE on the parent changes them as well.
final class Inherited {
    private Inherited() {}

    /// DROP NOT NULL on a parent's column drops it on those below: theirs is set again, where 18
    /// has no constraint of their own that stays.
    static List<Alter> keepNotNull(Draft draft, PieceId subject, PieceId column) {
        var kept = new ArrayList<Alter>();
        for (PieceId below : draft.from.dependents(column)) {
            if (!isGivenBy(draft.from, below, column) || !isGivenBy(draft.to, below, column))
                continue;
            QualifiedName table = Columns.table(below.object());
            Column was = Columns.find(draft.from, below.object()).orElseThrow();
            Column is = Columns.find(draft.to, below.object()).orElse(null);
            boolean stays =
                    Columns.tableOf(draft.from, table)
                            .flatMap(t -> t.notNull(was.name()))
                            .filter(c -> draft.major() >= 18 && c.local())
                            .isPresent();
            if (is != null && is.notNull() && was.notNull()) {
                if (!stays)
                    kept.add(
                            new Alter(
                                    subject,
                                    ColumnSql.alter(table, is.name(), "SET NOT NULL"),
                                    "keep " + below + " not null"));
            } else kept.addAll(keepNotNull(draft, subject, below));
        }
        return kept;
    }

    /// Whether the parent's own change brings this one; what hinders it here is taken away all the
    /// same.
    static boolean follows(Draft draft, ColumnDifference difference) {
        if (isOfType(draft, difference)) return true;
        return switch (difference) {
            case ColumnDifference.ChangeType d -> {
                if (!staysBelow(draft, d.table(), d.after()) || d.before().generated() != null)
                    yield false;
                boolean sameFamily =
                        Casts.sameFamily(
                                UnderDomain.resolved(draft.from, d.before()),
                                UnderDomain.resolved(draft.to, d.after()));
                Blocking.onRetype(draft, PieceId.self(d.id()), sameFamily, !sameFamily);
                ColumnDecisions.asStored(draft, PieceId.self(d.id()));
                yield true;
            }
            case ColumnDifference.ChangeGenerated d -> staysBelow(draft, d.table(), d.after());
            case ColumnDifference.ChangeNotNull d -> {
                Column was = above(draft.from, d.table(), d.after());
                Column is = above(draft.to, d.table(), d.after());
                yield staysBelow(draft, d.table(), d.after())
                        && was != null
                        && is != null
                        && was.notNull() == d.before().notNull()
                        && is.notNull() == d.after().notNull();
            }
            case ColumnDifference.ChangeDefault d -> {
                Column was = above(draft.from, d.table(), d.after());
                Column is = above(draft.to, d.table(), d.after());
                yield staysBelow(draft, d.table(), d.after())
                        && was != null
                        && is != null
                        && Objects.equals(was.defaultExpression(), d.before().defaultExpression())
                        && Objects.equals(is.defaultExpression(), d.after().defaultExpression());
            }
            case ColumnDifference.Add _,
                    ColumnDifference.Drop _,
                    ColumnDifference.ChangeIdentity _,
                    ColumnDifference.ChangeStorage _,
                    ColumnDifference.ChangeCompression _,
                    ColumnDifference.ChangeStatistics _,
                    ColumnDifference.ChangeOrigin _ ->
                    false;
        };
    }

    /// The columns of a typed table come and go with the attributes of its type.
    private static boolean isOfType(Draft draft, ColumnDifference difference) {
        ObjectId c = difference.id();
        var table = new ObjectId(Kind.TABLE, c.schema(), c.name(), "");
        ObjectId type = TableSql.ofType(table).object();
        if (!draft.from.object(type).equals(draft.to.object(type))
                || draft.to.object(type).isEmpty()) return false;
        return switch (difference) {
            case ColumnDifference.Add _ -> {
                draft.to.owned(PieceId.self(c)).forEach(draft::create);
                yield true;
            }
            case ColumnDifference.Drop _, ColumnDifference.ChangeType _ -> true;
            default -> false;
        };
    }

    /// Whether the column of `below` stands under that of `above` before and after, and is to have
    /// its default: setting that one sets this one.
    static boolean hasDefaultOf(Draft draft, PieceId below, PieceId above) {
        ObjectId b = below.object();
        ObjectId a = above.object();
        if (!parents(draft.from, Columns.table(b)).contains(Columns.table(a))
                || !parents(draft.to, Columns.table(b)).contains(Columns.table(a))) return false;
        String mine = defaultOf(draft, b);
        return mine != null && mine.equals(defaultOf(draft, a));
    }

    private static @Nullable String defaultOf(Draft draft, ObjectId id) {
        return Columns.find(
                        draft.to,
                        ObjectId.member(Kind.COLUMN, Columns.table(id), Identifier.of(id.member())))
                .map(Column::defaultExpression)
                .orElse(null);
    }

    /// Whether a parent gives the column that the table has on both sides.
    static boolean staysBelow(Draft draft, QualifiedName table, Column column) {
        List<QualifiedName> before = parents(draft.from, table);
        return parents(draft.to, table).stream()
                .filter(before::contains)
                .flatMap(p -> Columns.tableOf(draft.to, p).stream())
                .anyMatch(p -> p.column(column.name()).isPresent());
    }

    private static @Nullable Column above(Pieces pieces, QualifiedName table, Column column) {
        return parents(pieces, table).stream()
                .flatMap(p -> Columns.tableOf(pieces, p).stream())
                .flatMap(p -> p.column(column.name()).stream())
                .findFirst()
                .orElse(null);
    }

    /// Whether a parent, which the table has before and after, has this column, or constraint, in
    /// `pieces`, or gets it in this plan: it comes and goes with the parent's.
    static boolean comesWithParent(Draft draft, Pieces pieces, ObjectId member) {
        QualifiedName table = Columns.table(member);
        boolean isEnd = pieces == draft.from;
        List<QualifiedName> others = parents(isEnd ? draft.to : draft.from, table);
        return parents(pieces, table).stream()
                .anyMatch(p -> {
                    var above =
                            PieceId.self(
                                    ObjectId.member(
                                            member.kind(), p, Identifier.of(member.member())));
                    boolean isNew =
                            !isEnd
                                    && draft.from.find(above) == null
                                    && Columns.tableOf(draft.from, p).isPresent();
                    return pieces.find(above) != null && (others.contains(p) || isNew);
                });
    }

    /// Whether no parent that gives it stays one.
    static boolean isLetGo(Draft draft, ObjectId member) {
        List<QualifiedName> stay = parents(draft.to, Columns.table(member));
        return givers(draft.from, PieceId.self(member)).stream()
                .filter(g -> draft.from.find(g) != null)
                .noneMatch(g -> stay.contains(Columns.table(g.object())));
    }

    static boolean isGiven(Pieces pieces, ObjectId member) {
        return givers(pieces, PieceId.self(member)).stream().anyMatch(g -> pieces.find(g) != null);
    }

    /// The parents' members of that name.
    static List<PieceId> givers(Pieces pieces, PieceId member) {
        ObjectId o = member.object();
        return parents(pieces, Columns.table(o)).stream()
                .map(p -> PieceId.self(ObjectId.member(o.kind(), p, Identifier.of(o.member()))))
                .toList();
    }

    /// Whether the table stays, and lets go of this parent.
    static boolean letsGo(Draft draft, PieceId below, PieceId above) {
        return draft.to.find(below) != null
                && (isGivenBy(draft.from, below, above)
                        || isCheckOf(draft.from, below.object(), above.object()))
                && !parents(draft.to, Columns.table(below.object()))
                        .contains(Columns.table(above.object()));
    }

    /// What a parent gives to the table that it lets go of only to take it again: that reaches the
    /// table only while it is below. Nothing of other pieces.
    static List<PieceId> givenOnceTakenAgain(Draft draft, PieceId link) {
        if (!link.isLink() || !draft.dropped.contains(link)) return List.of();
        var given = new ArrayList<PieceId>();
        PieceId own = draft.to.find(link) == null ? null : draft.to.piece(link).owner();
        for (PieceId parent : draft.to.needs(link))
            if (parent.object().kind() == Kind.TABLE
                    && !parent.equals(own)
                    && draft.from.needs(link).contains(parent)) {
                given.addAll(above(draft.from, parent));
                given.addAll(above(draft.to, parent));
            }
        given.removeIf(p -> !GIVEN.contains(p.object().kind()));
        return given;
    }

    /// A table, and all that it is under.
    private static List<PieceId> above(Pieces pieces, PieceId table) {
        var all = new ArrayList<PieceId>(pieces.whole(table));
        for (QualifiedName parent : parents(pieces, Columns.table(table.object())))
            all.addAll(above(pieces, PieceId.self(ObjectId.of(Kind.TABLE, parent))));
        return all;
    }

    private static final Set<Kind> GIVEN = EnumSet.of(Kind.COLUMN, Kind.DEFAULT, Kind.CONSTRAINT);

    static List<QualifiedName> parents(Pieces pieces, QualifiedName table) {
        var parents = new ArrayList<QualifiedName>();
        Columns.tableOf(pieces, table)
                .map(Table::partitioning)
                .ifPresent(p -> {
                    parents.addAll(p.inherits());
                    if (p.parent() != null) parents.add(p.parent());
                });
        return parents;
    }

    /// On both sides.
    static boolean hasChildren(Draft draft, QualifiedName table) {
        return draft.from.dependents(PieceId.self(ObjectId.of(Kind.TABLE, table))).stream()
                .anyMatch(d -> d.object().kind() == Kind.INHERITANCE && draft.to.find(d) != null);
    }

    /// Whether a partition of the table would keep parts of its keys and indexes.
    static boolean leavesParts(Draft draft, QualifiedName table) {
        PieceId parent = PieceId.self(ObjectId.of(Kind.TABLE, table));
        boolean isGone = draft.to.find(parent) == null;
        return draft.from.owned(parent).stream()
                        .filter(p -> isGone || draft.to.find(p) != null)
                        .anyMatch(p -> isParted(draft.from, p))
                || parents(draft.from, table).stream().anyMatch(p -> leavesParts(draft, p));
    }

    /// An index or a key, of which partitions have parts.
    static boolean isParted(Pieces pieces, PieceId id) {
        return id.object().kind() == Kind.INDEX && id.aspect() == Aspect.SELF
                || Columns.constraint(pieces, id.object())
                        .filter(c ->
                                c.kind() == ConstraintKind.FOREIGN_KEY
                                        || ConstraintSql.ownsIndex(c))
                        .isPresent();
    }

    static boolean isPartition(Pieces pieces, QualifiedName table) {
        return Columns.tableOf(pieces, table)
                .filter(t -> t.partitioning().parent() != null)
                .isPresent();
    }

    /// Whether the column `below` comes from the column `above` of a parent table.
    static boolean isGivenBy(Pieces pieces, PieceId below, PieceId above) {
        ObjectId o = below.object();
        return o.kind() == Kind.COLUMN
                && above.object().kind() == Kind.COLUMN
                && o.member().equals(above.object().member())
                && parents(pieces, Columns.table(o)).contains(Columns.table(above.object()));
    }

    private static boolean isCheckOf(Pieces pieces, ObjectId below, ObjectId above) {
        return below.kind() == Kind.CONSTRAINT
                && above.kind() == Kind.CONSTRAINT
                && below.member().equals(above.member())
                && parents(pieces, Columns.table(below)).contains(Columns.table(above));
    }

    /// In that of its table, or of one below.
    static boolean isInPartitionKey(Draft draft, PieceId column) {
        return isInOwnPartitionKey(draft, column)
                || draft.from.dependents(column).stream()
                        .anyMatch(d ->
                                isGivenBy(draft.from, d, column) && isInPartitionKey(draft, d));
    }

    private static boolean isInOwnPartitionKey(Draft draft, PieceId column) {
        ObjectId o = column.object();
        String key =
                Columns.tableOf(draft.from, Columns.table(o))
                        .map(Table::partitioning)
                        .map(p -> p.key() == null ? "" : p.key())
                        .orElse("");
        return Pattern.compile("[( ,\"]" + Pattern.quote(o.member()) + "[) ,\":]")
                .matcher(key)
                .find();
    }
}
