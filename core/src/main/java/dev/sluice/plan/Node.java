package dev.sluice.plan;

import dev.sluice.schema.Kind;
import dev.sluice.sql.Aspect;
import dev.sluice.sql.CreationOrder;
import dev.sluice.sql.PieceId;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// One atomic action: the end of a piece, the `index`th change of one in place, or its making; or
/// what the online form of such an action runs before and after it.
record Node(Verb verb, PieceId piece, int index) {
    enum Verb {
        PREPARE,
        DROP,
        ALTER,
        CREATE,
        FINISH
    }

    /// What runs first among actions that don't need each other: ends of what only hangs on
    /// something, then all that is made or changed, then the ends that destroy data.
    static final Comparator<Node> ORDER =
            Comparator.comparingInt(Node::rank)
                    .thenComparing(Node::piece)
                    .thenComparing(Node::verb)
                    .thenComparingInt(Node::index);

    /// `again`: it is made again, so that its end destroys nothing that isn't lost anyway.
    static Node drop(PieceId piece, boolean again) {
        return new Node(Verb.DROP, piece, again ? 1 : 0);
    }

    static Node create(PieceId piece) {
        return new Node(Verb.CREATE, piece, 0);
    }

    Node and(Verb other) {
        return new Node(other, piece, index);
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
        int rank = CreationOrder.rank(piece);
        return switch (verb) {
            case DROP -> isLate() && index == 0 ? 2 * LATE - rank : -rank;
            case PREPARE, ALTER, CREATE, FINISH -> isLast() ? 3 * LATE : rank;
        };
    }

    /// An event trigger fires on what comes after it.
    private boolean isLast() {
        return piece.object().kind() == Kind.EVENT_TRIGGER
                || piece.object().kind() == Kind.SETTING
                        && piece.object().name().startsWith(Kind.EVENT_TRIGGER.words());
    }

    /// More than any rank.
    private static final int LATE = 10 * (Kind.values().length + 1);

    /// Whether its end destroys data, or what many things are made of.
    private boolean isLate() {
        return piece.aspect() == Aspect.SELF && piece.object().kind().compareTo(Kind.COLUMN) <= 0;
    }
}
