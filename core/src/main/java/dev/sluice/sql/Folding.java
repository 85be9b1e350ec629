package dev.sluice.sql;

import dev.sluice.schema.Kind;
import dev.sluice.schema.Table;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Which of the created pieces are written inside the statement of another: columns, defaults and
/// constraints inside CREATE TABLE, a default inside ADD COLUMN. A piece is folded only if nothing
/// that it needs needs its host, so that a function may stand between.
public final class Folding {
    private final Pieces pieces;
    private final Set<PieceId> created;
    private final Map<PieceId, PieceId> hosts = new HashMap<>();
    private final Map<PieceId, Set<PieceId>> guests = new HashMap<>();

    private Folding(Pieces pieces, Set<PieceId> created) {
        this.pieces = pieces;
        this.created = created;
    }

    public static Folding of(Pieces pieces, Set<PieceId> created) {
        var folding = new Folding(pieces, created);
        for (PieceId id : created)
            if (id.object().kind() == Kind.TABLE && id.aspect() == Aspect.SELF) folding.table(id);
        for (PieceId id : created)
            if (id.object().kind() == Kind.COLUMN
                    && id.aspect() == Aspect.SELF
                    && folding.host(id).equals(id)) folding.each(id, id);
        return folding;
    }

    /// The piece whose statement makes this one: itself where it isn't folded.
    public PieceId host(PieceId id) {
        return hosts.getOrDefault(id, id);
    }

    /// What is folded into this piece.
    public Set<PieceId> guests(PieceId host) {
        return guests.getOrDefault(host, Set.of());
    }

    /// What the statement of this piece needs, itself and its guests left out.
    public Set<PieceId> needs(PieceId host) {
        var needs = new HashSet<PieceId>();
        eachNeed(host, needs::add);
        return needs;
    }

    /// The same; one may come more than once.
    void eachNeed(PieceId host, Consumer<PieceId> each) {
        eachNeed(pieces.needs(host), host, each);
        for (PieceId guest : guests(host)) eachNeed(pieces.needs(guest), host, each);
    }

    private void eachNeed(List<PieceId> needs, PieceId host, Consumer<PieceId> each) {
        for (PieceId n : needs) {
            PieceId made = host(n);
            if (!made.equals(host)) each.accept(made);
        }
    }

    /// The statement, empty for a piece that comes with another.
    public String create(PieceId host) {
        if (host.aspect() != Aspect.SELF) return pieces.piece(host).create();
        if (host.object().kind() == Kind.TABLE
                && pieces.object(host.object()).orElseThrow() instanceof Table t)
            return TableSql.create(t, guests(host));
        if (host.object().kind() == Kind.COLUMN && !guests(host).isEmpty())
            return ColumnStatements.addWithDefault(pieces, host);
        return pieces.piece(host).create();
    }

    private void table(PieceId table) {
        List<PieceId> columns = new ArrayList<>();
        List<PieceId> constraints = new ArrayList<>();
        for (PieceId id : pieces.owned(table)) {
            if (id.aspect() != Aspect.SELF || !created.contains(id)) continue;
            if (id.object().kind() == Kind.COLUMN) columns.add(id);
            if (id.object().kind() == Kind.CONSTRAINT) constraints.add(id);
        }
        columns.forEach(c -> fold(c, table));
        columns.forEach(c -> each(c, table));
        constraints.forEach(c -> fold(c, table));
    }

    /// Folds the default of a column that stands in `host`.
    private void each(PieceId column, PieceId host) {
        if (!host(column).equals(host)) return;
        for (PieceId id : pieces.owned(column))
            if (id.object().kind() == Kind.DEFAULT && created.contains(id)) fold(id, host);
    }

    private void fold(PieceId id, PieceId host) {
        if (!pieces.piece(id).inline() || waitsFor(id, host)) return;
        hosts.put(id, host);
        guests.computeIfAbsent(host, _ -> new HashSet<>()).add(id);
    }

    /// Whether a need of `id`, other than `host` and its guests, needs `host` itself.
    private boolean waitsFor(PieceId id, PieceId host) {
        var open = new ArrayDeque<PieceId>(0);
        for (PieceId n : pieces.needs(id))
            if (!n.equals(host) && created.contains(n) && !host(n).equals(host)) {
                if (pieces.find(n) != null && belongs(n, host)) return true;
                open.add(host(n));
            }
        if (open.isEmpty()) return false;
        var seen = new HashSet<PieceId>();
        while (!open.isEmpty()) {
            PieceId at = open.poll();
            if (!seen.add(at)) continue;
            for (PieceId n : needs(at)) {
                if (!created.contains(n)) continue;
                if (n.equals(host) || belongs(n, host)) return true;
                open.add(n);
            }
        }
        return false;
    }

    private boolean belongs(PieceId id, PieceId host) {
        for (Piece at = pieces.find(id); at != null && at.owner() != null; ) {
            if (at.owner().equals(host)) return true;
            at = pieces.find(at.owner());
        }
        return false;
    }
}
