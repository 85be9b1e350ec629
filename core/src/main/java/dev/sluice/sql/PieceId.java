package dev.sluice.sql;

import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import org.jspecify.annotations.Nullable;

/// Names a [Piece]. Not a record: a key of every map of a plan, it keeps its hash.
public final class PieceId implements Comparable<PieceId> {
    private final ObjectId object;
    private final Aspect aspect;
    private final int hash;

    public PieceId(ObjectId object, Aspect aspect) {
        this.object = object;
        this.aspect = aspect;
        this.hash = object.hashCode() * 31 + aspect.ordinal();
    }

    public static PieceId self(ObjectId object) {
        return new PieceId(object, Aspect.SELF);
    }

    public ObjectId object() {
        return object;
    }

    public Aspect aspect() {
        return aspect;
    }

    /// Being a partition or a child of another table, which comes and goes while both stand.
    public boolean isLink() {
        return aspect == Aspect.PARTITION || object.kind() == Kind.INHERITANCE;
    }

    @Override
    public int compareTo(PieceId other) {
        int c = object.compareTo(other.object);
        return c != 0 ? c : aspect.compareTo(other.aspect);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof PieceId id
                        && hash == id.hash
                        && aspect == id.aspect
                        && object.equals(id.object);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return aspect == Aspect.SELF ? object.words() : aspect + " of " + object.words();
    }
}
