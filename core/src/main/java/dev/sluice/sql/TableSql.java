package dev.sluice.sql;

import dev.sluice.schema.Column;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.Partitioning;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

public final class TableSql {
    private TableSql() {}

    static List<Piece> pieces(Table t, Relations relations) {
        var pieces = new ArrayList<Piece>();
        pieces.add(
                Piece.whole(
                        t.id(),
                        () -> create(t, Set.of()),
                        () -> "DROP TABLE " + t.name().quoted(),
                        needs(t)));
        for (Column c : t.columns()) pieces.addAll(ColumnSql.pieces(t, c, relations));
        for (Constraint c : t.constraints()) {
            pieces.add(ConstraintSql.piece(t, c, relations));
            ObjectId id = ConstraintSql.id(t, c);
            if (c.comment() != null)
                pieces.add(CommentSql.piece(id, CommentSql.target(id, null), c.comment()));
        }
        flags(pieces, t);
        return pieces;
    }

    private static Set<ObjectId> needs(Table t) {
        var needs = new HashSet<ObjectId>();
        needs.add(SchemaSql.id(t.name()));
        Partitioning p = t.partitioning();
        var parents = new ArrayList<QualifiedName>(p.inherits());
        if (p.parent() != null) parents.add(p.parent());
        for (QualifiedName parent : parents) needs.add(ObjectId.of(Kind.TABLE, parent));
        return needs;
    }

    private static void flags(List<Piece> pieces, Table t) {
        if (t.rowSecurity())
            flag(
                    pieces,
                    t,
                    Aspect.ROW_SECURITY,
                    "ENABLE ROW LEVEL SECURITY",
                    "DISABLE ROW LEVEL SECURITY");
        if (t.forceRowSecurity())
            flag(
                    pieces,
                    t,
                    Aspect.FORCE_ROW_SECURITY,
                    "FORCE ROW LEVEL SECURITY",
                    "NO FORCE ROW LEVEL SECURITY");
        if (!t.replicaIdentity().equals("DEFAULT"))
            pieces.add(
                    Piece.of(
                            new PieceId(t.id(), Aspect.REPLICA_IDENTITY),
                            t.id(),
                            alter(t.name(), "REPLICA IDENTITY " + replicaIdentity(t)),
                            alter(t.name(), "REPLICA IDENTITY DEFAULT"),
                            replicaNeeds(t)));
    }

    private static String replicaIdentity(Table t) {
        return replicaIndex(t).map(i -> "USING INDEX " + i.quoted()).orElse(t.replicaIdentity());
    }

    private static Optional<Identifier> replicaIndex(Table t) {
        String said = t.replicaIdentity();
        return said.startsWith("INDEX ")
                ? Optional.of(Identifier.of(said.substring("INDEX ".length())))
                : Optional.empty();
    }

    private static Set<ObjectId> replicaNeeds(Table t) {
        var needs = new HashSet<ObjectId>();
        needs.add(t.id());
        replicaIndex(t)
                .ifPresent(i ->
                        needs.add(
                                ObjectId.of(Kind.INDEX, new QualifiedName(t.name().schema(), i))));
        return needs;
    }

    private static void flag(
            List<Piece> pieces, Table t, Aspect aspect, String create, String drop) {
        pieces.add(
                Piece.of(
                        new PieceId(t.id(), aspect),
                        t.id(),
                        alter(t.name(), create),
                        alter(t.name(), drop),
                        Set.of(t.id())));
    }

    public static String alter(QualifiedName table, String what) {
        return "ALTER TABLE " + table.quoted() + " " + what;
    }

    /// With those of its columns, defaults and constraints that are `folded`.
    public static String create(Table t, Set<PieceId> folded) {
        var rows = new ArrayList<String>();
        for (Column c : t.columns()) {
            if (!c.local()) continue;
            if (!folded.contains(PieceId.self(ObjectId.member(Kind.COLUMN, t.name(), c.name()))))
                continue;
            ObjectId id = ObjectId.member(Kind.DEFAULT, t.name(), c.name());
            rows.add(
                    ColumnSql.definition(
                            c, folded.contains(PieceId.self(id)), ColumnSql.notNullHere(t, c)));
        }
        for (Constraint c : t.constraints())
            if (c.local() && folded.contains(PieceId.self(ConstraintSql.id(t, c))))
                rows.add(ConstraintSql.clause(c));
        return head(t) + body(t, rows) + tail(t);
    }

    private static String head(Table t) {
        return "CREATE " + (t.unlogged() ? "UNLOGGED " : "") + "TABLE " + t.name().quoted();
    }

    private static String body(Table t, List<String> rows) {
        Partitioning p = t.partitioning();
        String list =
                rows.isEmpty()
                        ? ""
                        : rows.stream().collect(Collectors.joining(",\n\t", " (\n\t", "\n)"));
        if (p.parent() != null)
            return " PARTITION OF " + p.parent().quoted() + list + " " + p.bound();
        return list.isEmpty() ? " ()" : list;
    }

    private static String tail(Table t) {
        Partitioning p = t.partitioning();
        var sql = new StringBuilder();
        if (!p.inherits().isEmpty())
            sql.append(
                    p.inherits().stream()
                            .map(QualifiedName::quoted)
                            .collect(Collectors.joining(", ", " INHERITS (", ")")));
        if (p.key() != null) sql.append(" PARTITION BY ").append(p.key());
        if (t.accessMethod() != null)
            sql.append(" USING ").append(Identifier.of(t.accessMethod()).quoted());
        return sql.append(with(t.options())).toString();
    }

    static String with(List<String> options) {
        return options.isEmpty() ? "" : " WITH (" + list(options) + ")";
    }

    /// `fillfactor=70` as SQL says it; a value that is no plain word becomes a literal.
    public static String list(List<String> options) {
        return options.stream().map(TableSql::option).collect(Collectors.joining(", "));
    }

    private static String option(String option) {
        int at = option.indexOf('=');
        if (at < 0) return option;
        String value = option.substring(at + 1);
        return option.substring(0, at)
                + "="
                + (value.matches("[A-Za-z0-9_.-]+") ? value : TypeSql.label(value));
    }
}
