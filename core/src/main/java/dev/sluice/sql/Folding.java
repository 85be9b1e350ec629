package dev.sluice.sql;

import dev.sluice.schema.Domain;
import dev.sluice.schema.Kind;
import dev.sluice.schema.Table;
import java.util.ArrayDeque;
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
        List<PieceId> tables = folding.wholes(Kind.TABLE);
        tables.forEach(folding::columns);
        // before keys, which a partition's table may stand under
        tables.forEach(folding::links);
        tables.forEach(folding::constraints);
        tables.forEach(folding::settings);
        for (PieceId domain : folding.wholes(Kind.DOMAIN))
            for (PieceId part : pieces.owned(domain))
                if (created.contains(part)) folding.fold(part, domain);
        for (PieceId column : folding.wholes(Kind.COLUMN))
            if (folding.host(column).equals(column) && !folding.isOfType(column))
                folding.each(column, column);
        return folding;
    }

    /// Whether other columns are of the row type of its table: PostgreSQL gives no default to rows
    /// that stand then (ALTER TABLE: "cannot alter table because column uses its row type").
    private boolean isOfType(PieceId column) {
        PieceId table = pieces.piece(column).owner();
        return table != null
                && pieces.dependents(table).stream()
                        .anyMatch(d ->
                                d.object().kind() == Kind.COLUMN
                                        && !table.equals(pieces.piece(d).owner()));
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
        eachNeedOf(host, host, each);
        for (PieceId guest : guests(host)) eachNeedOf(guest, host, each);
    }

    private void eachNeedOf(PieceId id, PieceId host, Consumer<PieceId> each) {
        eachNeed(pieces.needs(id), host, each);
        eachNeed(pieces.behind(id), host, each);
    }

    private void eachNeed(List<PieceId> needs, PieceId host, Consumer<PieceId> each) {
        for (PieceId n : needs) {
            PieceId made = host(n);
            boolean mayBelong = made.object().name().equals(host.object().name());
            if (!made.equals(host) && !(mayBelong && belongs(made, host))) each.accept(made);
        }
    }

    /// The statement, empty for a piece that comes with another.
    public String create(PieceId host) {
        if (host.aspect() != Aspect.SELF) return pieces.piece(host).create();
        if (host.object().kind() == Kind.TABLE
                && pieces.object(host.object()).orElseThrow() instanceof Table t)
            return TableSql.create(t, guests(host), pieces.relations()) + options(t, host);
        if (pieces.object(host.object()).orElse(null) instanceof Domain d)
            return TypeSql.create(d, guests(host));
        if (host.object().kind() == Kind.COLUMN && !guests(host).isEmpty())
            return ColumnStatements.addWithDefault(pieces, host);
        return pieces.piece(host).create();
    }

    private String options(Table t, PieceId host) {
        if (t.server() == null) return "";
        return DefinitionSql.options(
                guests(host).stream()
                        .filter(g -> g.object().kind() == Kind.SETTING)
                        .map(g -> pieces.piece(g).create())
                        .toList());
    }

    private List<PieceId> wholes(Kind kind) {
        return created.stream()
                .filter(id -> id.object().kind() == kind && id.aspect() == Aspect.SELF)
                .toList();
    }

    private void columns(PieceId table) {
        List<PieceId> columns = parts(table, Kind.COLUMN);
        columns.forEach(c -> fold(c, table));
        columns.forEach(c -> each(c, table));
    }

    private void constraints(PieceId table) {
        parts(table, Kind.CONSTRAINT).forEach(c -> fold(c, table));
        parts(table, Kind.SETTING).forEach(s -> fold(s, table));
    }

    /// Of a table that is made with all of its columns.
    private void settings(PieceId table) {
        if (parts(table, Kind.COLUMN).stream().allMatch(c -> host(c).equals(table)))
            parts(table, Kind.SETTING).forEach(s -> folded(s, table));
    }

    /// What a link needs of its own table is in the statement, or comes after it.
    private void links(PieceId table) {
        for (PieceId id : pieces.owned(table))
            if (created.contains(id) && id.isLink() && !waitsFor(id, table)) folded(id, table);
    }

    private List<PieceId> parts(PieceId table, Kind kind) {
        return pieces.owned(table).stream()
                .filter(id -> id.object().kind() == kind && id.aspect() == Aspect.SELF)
                .filter(created::contains)
                .toList();
    }

    /// Folds the default of a column that stands in `host`.
    private void each(PieceId column, PieceId host) {
        if (!host(column).equals(host)) return;
        for (PieceId id : pieces.owned(column))
            if (id.object().kind() == Kind.DEFAULT && created.contains(id)) fold(id, host);
    }

    private void fold(PieceId id, PieceId host) {
        if (pieces.piece(id).inline() && !waitsFor(id, host)) folded(id, host);
    }

    private void folded(PieceId id, PieceId host) {
        if (!pieces.piece(id).inline()) return;
        hosts.put(id, host);
        guests.computeIfAbsent(host, _ -> new HashSet<>()).add(id);
    }

    /// Whether a need of `id`, other than `host` and its guests, needs `host` itself.
    private boolean waitsFor(PieceId id, PieceId host) {
        var open = new ArrayDeque<PieceId>(0);
        for (PieceId n : pieces.behind(id)) if (created.contains(n)) open.add(host(n));
        for (PieceId n : pieces.needs(id))
            if (!n.equals(host) && created.contains(n) && !host(n).equals(host)) {
                if (belongs(n, host) && id.isLink()) continue;
                if (belongs(n, host)) return true;
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

    /// Whether it is a part of the other.
    public boolean belongs(PieceId id, PieceId host) {
        for (Piece at = pieces.find(id); at != null && at.owner() != null; ) {
            if (at.owner().equals(host)) return true;
            at = pieces.find(at.owner());
        }
        return false;
    }
}
