package dev.sluice.plan;

import dev.sluice.schema.Constraint;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Table;
import dev.sluice.sql.Aspect;
import dev.sluice.sql.PieceId;
import dev.sluice.sql.Pieces;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Rows that stand against a table's becoming a partition, or being one no longer.
final class PartitionHazards {
    private static final String IN_DEFAULT =
            "it fails while the default partition holds a row that belongs to it";

    private PartitionHazards() {}

    static List<Hazard> detached(Draft draft, PieceId link) {
        return isReferenced(draft.from, link)
                ? List.of(mayFail(link, "it fails while a foreign key points at a row of it"))
                : List.of();
    }

    /// Whether a foreign key is on what it is, in the end, a partition of.
    static boolean isReferenced(Pieces pieces, PieceId link) {
        for (QualifiedName at = parent(pieces, link.object());
                at != null;
                at = parent(pieces, ObjectId.of(Kind.TABLE, at)))
            if (isReferenced(pieces, at)) return true;
        return false;
    }

    /// Made as a partition, by one statement, which holds the parent as well.
    static List<Hazard> made(Draft draft, PieceId link) {
        QualifiedName parent = parent(draft.to, link.object());
        Table rest = parent == null ? null : defaultOf(draft, parent);
        if (rest == null) return List.of();
        return List.of(mayFail(link, IN_DEFAULT), read(rest.id(), parent + " and " + rest.name()));
    }

    /// `isNew`: it holds no rows of its own.
    static List<Hazard> attached(Draft draft, PieceId link, boolean isNew) {
        var hazards = new ArrayList<Hazard>();
        QualifiedName parent = parent(draft.to, link.object());
        Table rest = parent == null ? null : defaultOf(draft, parent);
        if (!isNew) {
            hazards.add(Hazards.attached(link.object()));
            if (!PartitionProof.isGiven(draft, link.object()))
                hazards.add(read(link.object(), Columns.table(link.object()).toString()));
        } else if (rest != null) hazards.add(mayFail(link, IN_DEFAULT));
        if (rest != null && !rest.id().equals(link.object()))
            hazards.add(read(rest.id(), rest.name().toString()));
        return hazards;
    }

    private static Hazard read(ObjectId partition, String tables) {
        return LockHazards.of(
                partition,
                LockHazards.everything(tables, "its rows are read"),
                "add a check first that says which rows it holds, and validate it: it spares the"
                        + " reading");
    }

    private static Hazard mayFail(PieceId link, String why) {
        return new Hazard(
                HazardKind.MAY_FAIL_ON_EXISTING_DATA,
                link.object().words(),
                why,
                "move such rows first",
                null);
    }

    private static @Nullable QualifiedName parent(Pieces pieces, ObjectId table) {
        return pieces.object(table).orElse(null) instanceof Table t
                ? t.partitioning().parent()
                : null;
    }

    private static boolean isReferenced(Pieces pieces, QualifiedName table) {
        return pieces.dependents(PieceId.self(ObjectId.of(Kind.TABLE, table))).stream()
                .filter(d -> d.object().kind() == Kind.CONSTRAINT)
                .flatMap(d -> Columns.constraint(pieces, d.object()).stream())
                .map(Constraint::references)
                .anyMatch(table::equals);
    }

    /// That stands throughout.
    private static @Nullable Table defaultOf(Draft draft, QualifiedName parent) {
        return draft.from.dependents(PieceId.self(ObjectId.of(Kind.TABLE, parent))).stream()
                .filter(d -> d.aspect() == Aspect.PARTITION && draft.to.find(d) != null)
                .map(d -> draft.from.object(d.object()))
                .flatMap(Optional::stream)
                .filter(Table.class::isInstance)
                .map(Table.class::cast)
                .filter(t -> "DEFAULT".equals(t.partitioning().bound()))
                .findFirst()
                .orElse(null);
    }
}
