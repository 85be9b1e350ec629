package dev.sluice.sql;

import dev.sluice.schema.Column;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.ConstraintKind;
import dev.sluice.schema.Definition;
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
import java.util.stream.Stream;

public final class TableSql {
    private TableSql() {}

    static List<Piece> pieces(Table t, Relations relations) {
        var pieces = new ArrayList<Piece>();
        pieces.add(
                Piece.whole(
                        t.id(),
                        () -> create(t, Set.of(), relations),
                        () -> "DROP " + word(t) + t.name().quoted(),
                        needs(t)));
        for (Column c : t.columns()) pieces.addAll(ColumnSql.pieces(t, c, relations));
        for (Constraint c : t.constraints()) {
            pieces.add(ConstraintSql.piece(t, c, relations));
            if (c.comment() != null) pieces.add(comment(t, c, c.comment()));
        }
        parents(pieces, t, !relations.isMadeApart(t));
        flags(pieces, t);
        for (String option : t.options()) if (isToast(option)) pieces.add(toast(t, option));
        return pieces;
    }

    /// With the columns, whose changes change the name of a not-null constraint.
    private static Piece comment(Table t, Constraint c, String comment) {
        ObjectId id = ConstraintSql.id(t, c);
        String target = CommentSql.target(id, null);
        var needs = new HashSet<>(Set.of(id));
        if (c.isPlainNotNull())
            c.columns().forEach(n -> needs.add(ObjectId.member(Kind.COLUMN, t.name(), n)));
        return Piece.of(
                new PieceId(id, Aspect.COMMENT),
                id,
                CommentSql.set(target, comment),
                CommentSql.set(target, null),
                needs);
    }

    private static Set<ObjectId> needs(Table t) {
        var needs = new HashSet<ObjectId>();
        needs.add(SchemaSql.id(t.name()));
        if (t.server() != null) needs.add(new ObjectId(Kind.SERVER, "", t.server().text(), ""));
        return needs;
    }

    /// Being a partition or a child stands apart from the table: both come and go while it stands.
    private static void parents(List<Piece> pieces, Table t, boolean inline) {
        Partitioning p = t.partitioning();
        if (p.parent() != null)
            parent(
                    pieces,
                    t,
                    new PieceId(t.id(), Aspect.PARTITION),
                    p.parent(),
                    alter(p.parent(), "ATTACH PARTITION " + t.name().quoted() + " " + p.bound()),
                    alter(p.parent(), "DETACH PARTITION " + t.name().quoted()),
                    inline);
        for (QualifiedName above : p.inherits())
            parent(
                    pieces,
                    t,
                    inherits(t, above),
                    above,
                    alter(t.name(), "INHERIT " + above.quoted()),
                    alter(t.name(), "NO INHERIT " + above.quoted()),
                    inline);
    }

    public static PieceId inherits(Table t, QualifiedName parent) {
        return PieceId.self(
                new ObjectId(
                        Kind.INHERITANCE,
                        t.name().schema().text(),
                        t.name().name().text(),
                        parent.toString()));
    }

    /// A parameter of the table's TOAST, which PostgreSQL forgets while no column wants one: set
    /// once the columns are there.
    private static Piece toast(Table t, String option) {
        return new Piece(
                toast(t.id(), option),
                PieceId.self(t.id()),
                () -> alter(t.name(), "SET (" + list(List.of(option)) + ")"),
                () -> alter(t.name(), "RESET (" + name(option) + ")"),
                Set.of(t.id()),
                true);
    }

    public static boolean isToast(String option) {
        return option.startsWith("toast.");
    }

    public static boolean isToast(ObjectId table, PieceId id) {
        return id.object().kind() == Kind.SETTING
                && id.object().name().startsWith(table.words() + ": toast.");
    }

    public static PieceId toast(ObjectId table, String option) {
        return PieceId.self(Definition.setting(table, name(option), "", "").id());
    }

    /// `fillfactor` of `fillfactor=70`.
    public static String name(String option) {
        int at = option.indexOf('=');
        return at < 0 ? option : option.substring(0, at);
    }

    /// Being of a composite type (CREATE TABLE … OF).
    public static PieceId ofType(ObjectId table) {
        return PieceId.self(Definition.setting(table, "type", "", "").id());
    }

    private static void parent(
            List<Piece> pieces,
            Table t,
            PieceId id,
            QualifiedName above,
            String create,
            String drop,
            boolean inline) {
        var needs = new HashSet<ObjectId>();
        needs.add(ObjectId.of(Kind.TABLE, above));
        for (Column c : t.columns()) needs.add(ObjectId.member(Kind.COLUMN, t.name(), c.name()));
        for (Constraint c : t.constraints())
            if (c.kind() == ConstraintKind.CHECK) needs.add(ConstraintSql.id(t, c));
        pieces.add(new Piece(id, PieceId.self(t.id()), () -> create, () -> drop, needs, inline));
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

    static Optional<ObjectId> replicaIdentityIndex(Table t) {
        return replicaIndex(t)
                .map(i -> ObjectId.of(Kind.INDEX, new QualifiedName(t.name().schema(), i)));
    }

    private static Set<ObjectId> replicaNeeds(Table t) {
        var needs = new HashSet<ObjectId>();
        needs.add(t.id());
        replicaIdentityIndex(t).ifPresent(needs::add);
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

    /// With those of its columns, defaults, constraints and parents that are `folded`.
    static String create(Table t, Set<PieceId> folded, Relations relations) {
        boolean apart = !links(t).allMatch(folded::contains);
        var rows = new ArrayList<String>();
        for (Column c : t.columns()) {
            if (!c.local() && !apart) continue;
            if (!folded.contains(PieceId.self(ObjectId.member(Kind.COLUMN, t.name(), c.name()))))
                continue;
            ObjectId id = ObjectId.member(Kind.DEFAULT, t.name(), c.name());
            rows.add(
                    ColumnSql.definition(
                            c,
                            folded.contains(PieceId.self(id)),
                            (apart ? "" : ColumnSql.noDefault(t, c, relations))
                                    + ColumnSql.notNull(t, c, relations, apart)));
        }
        for (Column c : t.columns())
            if (!c.local() && !apart) rows.addAll(ColumnSql.ofInherited(t, c, relations));
        for (Constraint c : t.constraints())
            if ((c.local() || apart && !ConstraintSql.ownsIndex(c))
                    && folded.contains(PieceId.self(ConstraintSql.id(t, c))))
                rows.add(ConstraintSql.clause(c));
        return head(t) + body(t, rows, apart) + tail(t, folded, relations);
    }

    /// Being a partition and a child.
    private static Stream<PieceId> links(Table t) {
        Partitioning p = t.partitioning();
        return Stream.concat(
                p.parent() == null
                        ? Stream.empty()
                        : Stream.of(new PieceId(t.id(), Aspect.PARTITION)),
                p.inherits().stream().map(i -> inherits(t, i)));
    }

    private static String head(Table t) {
        return "CREATE " + (t.unlogged() ? "UNLOGGED " : "") + word(t) + t.name().quoted();
    }

    private static String word(Table t) {
        return t.server() == null ? "TABLE " : "FOREIGN TABLE ";
    }

    private static String body(Table t, List<String> rows, boolean apart) {
        Partitioning p = t.partitioning();
        String list =
                rows.isEmpty()
                        ? ""
                        : rows.stream().collect(Collectors.joining(",\n\t", " (\n\t", "\n)"));
        if (p.parent() != null && !apart)
            return " PARTITION OF " + p.parent().quoted() + list + " " + p.bound();
        return list.isEmpty() ? " ()" : list;
    }

    private static String tail(Table t, Set<PieceId> folded, Relations relations) {
        Partitioning p = t.partitioning();
        var sql = new StringBuilder();
        List<QualifiedName> parents =
                p.inherits().stream().filter(i -> folded.contains(inherits(t, i))).toList();
        if (!parents.isEmpty())
            sql.append(
                    parents.stream()
                            .map(QualifiedName::quoted)
                            .collect(Collectors.joining(", ", " INHERITS (", ")")));
        if (p.key() != null) sql.append(" PARTITION BY ").append(p.key());
        if (t.server() != null) sql.append(" SERVER ").append(t.server().quoted());
        if (t.accessMethod() != null)
            sql.append(" USING ").append(Identifier.of(t.accessMethod()).quoted());
        else if (p.key() == null && relations.hasAccessMethodAbove(t)) sql.append(" USING heap");
        List<String> options =
                t.options().stream()
                        .filter(o -> !isToast(o) || folded.contains(toast(t.id(), o)))
                        .toList();
        return sql.append(with(options)).toString();
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
