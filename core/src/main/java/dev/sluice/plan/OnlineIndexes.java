package dev.sluice.plan;

import dev.sluice.schema.Index;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Table;
import dev.sluice.sql.PieceId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Indexes of tables and materialized views that stand. Those of a partitioned table are built on
/// its partitions, where CONCURRENTLY is allowed, and attached.
final class OnlineIndexes {
    private final Draft draft;
    private final Set<PieceId> exchanged;
    private final FreeNames names;

    OnlineIndexes(Draft draft, Set<PieceId> exchanged, FreeNames names) {
        this.draft = draft;
        this.exchanged = exchanged;
        this.names = names;
    }

    static boolean mayExchange(Draft draft, PieceId id) {
        return draft.from.object(id.object()).orElse(null) instanceof Index was
                && draft.to.object(id.object()).orElse(null) instanceof Index is
                && was.parent() == null
                && is.parent() == null
                && is.valid()
                && was.table().equals(is.table())
                && isOrdinary(draft, is.table());
    }

    @Nullable OnlineForm dropped(PieceId id, Step step) {
        if (!(draft.from.object(id.object()).orElse(null) instanceof Index i)
                || i.parent() != null
                || draft.created.contains(id)
                || !isOrdinary(draft, i.table())
                || !step.sql().equals("DROP INDEX " + i.name().quoted())) return null;
        return OnlineForm.alone(
                OnlineForm.Place.LAST,
                OnlineForms.alone("DROP INDEX CONCURRENTLY " + i.name().quoted(), step));
    }

    @Nullable OnlineForm created(PieceId id, Step step) {
        if (!(draft.to.object(id.object()).orElse(null) instanceof Index i)
                || !i.valid()
                || !step.sql().equals(i.definition())) return null;
        boolean stood = draft.isReplaced(id);
        boolean exchange = exchanged.contains(id);
        if (!isOrdinary(draft, i.table())) return stood ? null : ofPartitions(id, i, step);
        IndexText text = IndexText.of(i.definition());
        if (exchange) return exchanged(i, text, step);
        if (stood && isUnique(id)) return null;
        return OnlineForm.alone(
                OnlineForm.Place.LATE,
                OnlineForms.alone(text.concurrently(i.name().name(), i.table()), step));
    }

    private boolean isUnique(PieceId id) {
        return draft.from.object(id.object()).orElse(null) instanceof Index was && was.unique();
    }

    /// Whether it stands throughout, and CONCURRENTLY is allowed on it.
    private static boolean isOrdinary(Draft draft, QualifiedName relation) {
        ObjectId view = ObjectId.of(Kind.MATERIALIZED_VIEW, relation);
        if (draft.from.object(view).isPresent())
            return draft.to.object(view).isPresent() && !draft.created.contains(PieceId.self(view));
        Table t = OnlineForms.standing(draft, relation);
        return t != null && t.partitioning().key() == null;
    }

    /// Built beside the old one, whose place it takes in one transaction.
    private OnlineForm exchanged(Index i, IndexText text, Step step) {
        QualifiedName beside = names.beside(i.name(), "new");
        return OnlineForm.built(
                List.of(
                        OnlineForms.alone(
                                text.concurrently(beside.name(), i.table()),
                                "build the new " + i.id().words(),
                                step.hazards())),
                List.of(
                        OnlineForms.plain(
                                "DROP INDEX " + i.name().quoted(),
                                "drop the old " + i.id().words()),
                        OnlineForms.plain(
                                "ALTER INDEX "
                                        + beside.quoted()
                                        + " RENAME TO "
                                        + i.name().name().quoted(),
                                "put the new " + i.id().words() + " in its place")));
    }

    private @Nullable OnlineForm ofPartitions(PieceId id, Index i, Step step) {
        Table t = OnlineForms.standing(draft, i.table());
        if (t == null || t.partitioning().key() == null || !canNameParts(i)) return null;
        var parts = new Parts(i, step);
        return parts.collect(i.name(), t)
                ? new OnlineForm(OnlineForm.Place.LATE, parts.builds, parts.joins, List.of())
                : null;
    }

    /// Whether a part's name is the one that PostgreSQL would make up: no other index has the same
    /// columns.
    private boolean canNameParts(Index i) {
        var others = new HashSet<Index>(draft.from.catalog().all(Index.class));
        others.addAll(draft.to.catalog().all(Index.class));
        return IndexText.of(i.definition()).isOfColumns()
                && others.stream()
                        .noneMatch(o ->
                                !o.name().equals(i.name())
                                        && o.table().equals(i.table())
                                        && o.columns().equals(i.columns()));
    }

    private final class Parts {
        private final List<Step> builds = new ArrayList<>();
        private final List<Step> joins = new ArrayList<>();
        private final Index whole;
        private final IndexText text;
        private final Step step;

        Parts(Index whole, Step step) {
            this.whole = whole;
            this.text = IndexText.of(whole.definition());
            this.step = step;
        }

        /// False where a partition only comes with this plan, or can't have an index of its own.
        boolean collect(QualifiedName index, Table table) {
            joins.add(
                    OnlineForms.plain(
                            text.only(index.name(), table.name()),
                            step.summary() + ", not yet of the partitions of " + table.name()));
            for (Table after : draft.to.catalog().all(Table.class)) {
                if (!table.name().equals(after.partitioning().parent())) continue;
                Table part = OnlineForms.standing(draft, after.name());
                if (part == null
                        || !table.name().equals(part.partitioning().parent())
                        || !joined(index, part)) return false;
            }
            return true;
        }

        private boolean joined(QualifiedName index, Table part) {
            Index named = named(index, part);
            QualifiedName name = named == null ? madeUp(part) : named.name();
            if (named == null) {
                if (names.isTaken(name)) return false;
                if (part.partitioning().key() == null)
                    builds.add(
                            OnlineForms.alone(text.concurrently(name.name(), part.name()), step));
                else if (!collect(name, part)) return false;
            }
            joins.add(
                    OnlineForms.plain(
                            "ALTER INDEX " + index.quoted() + " ATTACH PARTITION " + name.quoted(),
                            step.summary() + ", of " + part.name() + " as well"));
            return true;
        }

        /// One that somebody gave a name is an action of its own, which comes before.
        private @Nullable Index named(QualifiedName index, Table part) {
            return draft.to.catalog().all(Index.class).stream()
                    .filter(o -> o.table().equals(part.name()) && index.equals(o.parent()))
                    .findFirst()
                    .orElse(null);
        }

        private QualifiedName madeUp(Table part) {
            return Index.madeUp(part.name(), whole.columns());
        }
    }
}
