package dev.sluice.sql;

import dev.sluice.schema.Sequence;
import dev.sluice.schema.SequenceOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Sequences and the options that identity columns share with them.
public final class SequenceSql {
    private SequenceSql() {}

    static List<Piece> pieces(Sequence s) {
        var pieces = new ArrayList<Piece>();
        pieces.add(
                Piece.whole(
                        s.id(),
                        () -> create(s),
                        () -> "DROP SEQUENCE " + s.name().quoted(),
                        Set.of(SchemaSql.id(s.name()))));
        if (s.ownedBy() != null)
            pieces.add(
                    Piece.of(
                            new PieceId(s.id(), Aspect.OWNED_BY),
                            s.id(),
                            owned(s, s.ownedBy().quoted()),
                            owned(s, "NONE"),
                            Set.of(s.id(), s.ownedBy().id())));
        return pieces;
    }

    private static String create(Sequence s) {
        return "CREATE "
                + (s.unlogged() ? "UNLOGGED " : "")
                + "SEQUENCE "
                + s.name().quoted()
                + " AS "
                + s.options().dataType()
                + " "
                + options(s.options());
    }

    public static String owned(Sequence s, String by) {
        return "ALTER SEQUENCE " + s.name().quoted() + " OWNED BY " + by;
    }

    /// All of them, so that one ALTER never passes through an illegal state.
    public static String options(SequenceOptions o) {
        return "INCREMENT BY "
                + o.increment()
                + " MINVALUE "
                + o.min()
                + " MAXVALUE "
                + o.max()
                + " START WITH "
                + o.start()
                + " CACHE "
                + o.cache()
                + (o.cycle() ? " CYCLE" : "");
    }
}
