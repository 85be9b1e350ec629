package dev.sluice.plan;

import dev.sluice.sql.Aspect;
import dev.sluice.sql.CreationOrder;
import dev.sluice.sql.PieceId;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// One atomic action: the end of a piece, the `index`th change of one in place, or its making.
record Node(Verb verb, PieceId piece, int index) {
    enum Verb {
        DROP,
        ALTER,
        CREATE
    }

    /// What runs first among actions that don't need each other: ends of what only hangs on
    /// something, then all that is made or changed, then the ends that destroy data.
    static final Comparator<Node> ORDER =
            Comparator.comparingInt(Node::rank)
                    .thenComparing(Node::piece)
                    .thenComparing(Node::verb)
                    .thenComparingInt(Node::index);

    static Node drop(PieceId piece) {
        return new Node(Verb.DROP, piece, 0);
    }

    static Node create(PieceId piece) {
        return new Node(Verb.CREATE, piece, 0);
    }

    // By hand, as in dev.sluice.schema.Identifier.

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof Node n
                        && verb == n.verb
                        && index == n.index
                        && piece.equals(n.piece);
    }

    @Override
    public int hashCode() {
        return (piece.hashCode() * 31 + index) * 31 + verb.ordinal();
    }

    private int rank() {
        return switch (verb) {
            case DROP ->
                    isLate() ? 200 - CreationOrder.rank(piece) : 50 - CreationOrder.rank(piece);
            case ALTER, CREATE -> 100 + CreationOrder.rank(piece);
        };
    }

    private boolean isLate() {
        if (piece.aspect() != Aspect.SELF) return false;
        return switch (piece.object().kind()) {
            case SCHEMA, EXTENSION, ENUM, DOMAIN, COMPOSITE, SEQUENCE, TABLE, COLUMN -> true;
            case VIEW,
                    MATERIALIZED_VIEW,
                    FUNCTION,
                    INDEX,
                    DEFAULT,
                    CONSTRAINT,
                    TRIGGER,
                    POLICY,
                    UNSUPPORTED ->
                    false;
        };
    }
}
