package dev.sluice.plan;

import dev.sluice.schema.Index;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.sql.PieceId;
import dev.sluice.sql.Pieces;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Parts of a partitioned table's index that somebody gave a name: where PostgreSQL makes them, or
/// has made them, with the parent's, they are renamed.
final class PartNames {
    private PartNames() {}

    static void settle(Draft draft) {
        for (PieceId id : List.copyOf(draft.created))
            if (part(draft.to, id) instanceof Index i
                    && !draft.created.contains(parent(i))
                    && draft.from.find(id) == null)
                draft.overwrite(id, rename(madeUp(i), i.name().name().quoted(), i));
        for (PieceId id : draft.dropped)
            if (part(draft.from, id) instanceof Index i
                    && !draft.dropped.contains(parent(i))
                    && !draft.dropped.contains(table(i))
                    && draft.to.find(id) == null
                    && draft.to.find(parent(i)) != null)
                draft.endings.put(id, rename(i.name().name().quoted(), madeUp(i), i));
    }

    private static @Nullable Index part(Pieces pieces, PieceId id) {
        if (id.object().kind() != Kind.INDEX || !PieceId.self(id.object()).equals(id)) return null;
        return pieces.object(id.object()).orElse(null) instanceof Index i && i.parent() != null
                ? i
                : null;
    }

    private static PieceId parent(Index i) {
        return PieceId.self(ObjectId.of(Kind.INDEX, Objects.requireNonNull(i.parent())));
    }

    private static PieceId table(Index i) {
        return PieceId.self(ObjectId.of(Kind.TABLE, i.table()));
    }

    private static String madeUp(Index i) {
        return Index.madeUp(i.table(), i.columns()).name().quoted();
    }

    private static String rename(String from, String to, Index i) {
        return "ALTER INDEX " + i.name().schema().quoted() + "." + from + " RENAME TO " + to;
    }
}
