package dev.sluice.sql;

import dev.sluice.schema.ObjectId;

/// Names a [Piece].
public record PieceId(ObjectId object, Aspect aspect) implements Comparable<PieceId> {
    public static PieceId self(ObjectId object) {
        return new PieceId(object, Aspect.SELF);
    }

    @Override
    public int compareTo(PieceId other) {
        int c = object.compareTo(other.object);
        return c != 0 ? c : aspect.compareTo(other.aspect);
    }

    @Override
    public String toString() {
        return aspect == Aspect.SELF ? object.words() : aspect + " of " + object.words();
    }
}
