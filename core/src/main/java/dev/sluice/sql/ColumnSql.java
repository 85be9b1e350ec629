package dev.sluice.sql;

import dev.sluice.schema.Column;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.Generated;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Identity;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

public final class ColumnSql {
    private ColumnSql() {}

    static List<Piece> pieces(Table t, Column c, Relations relations) {
        Column given = relations.given(t, c);
        ObjectId id = ObjectId.member(Kind.COLUMN, t.name(), c.name());
        var pieces = new ArrayList<Piece>();
        pieces.add(column(t, c, id, relations));
        defaults(pieces, t, c, relations);
        if (!c.local() && c.notNull() && given != null && !relations.isNotNullAbove(t, c))
            property(pieces, t, c, Aspect.NOT_NULL, "SET NOT NULL", "DROP NOT NULL");
        if (c.storage() != null)
            property(
                    pieces,
                    t,
                    c,
                    Aspect.STORAGE,
                    "SET STORAGE " + c.storage(),
                    "SET STORAGE " + usualStorage(c.type(), relations.major()),
                    relations.only(t));
        if (c.compression() != null)
            property(
                    pieces,
                    t,
                    c,
                    Aspect.COMPRESSION,
                    "SET COMPRESSION " + c.compression(),
                    "SET COMPRESSION DEFAULT");
        if (c.statistics() != null)
            property(
                    pieces,
                    t,
                    c,
                    Aspect.STATISTICS,
                    "SET STATISTICS " + c.statistics(),
                    "SET STATISTICS -1",
                    relations.only(t));
        if (c.comment() != null)
            pieces.add(CommentSql.piece(id, CommentSql.target(id, null), c.comment()));
        return pieces;
    }

    private static Piece column(Table t, Column c, ObjectId id, Relations relations) {
        var needs = new HashSet<ObjectId>(relations.givers(t, c));
        needs.add(t.id());
        needs.addAll(relations.notNullsNotValid(t, c));
        if (c.typeId() != null) needs.add(c.typeId());
        return new Piece(
                PieceId.self(id),
                PieceId.self(t.id()),
                () -> c.local() ? add(t.name(), c, false, notNull(t, c, relations, false)) : "",
                () -> c.local() ? drop(t.name(), c.name()) : "",
                needs,
                true);
    }

    private static void defaults(List<Piece> pieces, Table t, Column c, Relations relations) {
        Column given = relations.given(t, c);
        String inherited = given == null ? null : given.defaultExpression();
        boolean own = c.local() || given == null;
        boolean same = Objects.equals(inherited, c.defaultExpression());
        if (c.defaultExpression() == null && (own || same)) return;
        ObjectId column = ObjectId.member(Kind.COLUMN, t.name(), c.name());
        ObjectId id = ObjectId.member(Kind.DEFAULT, t.name(), c.name());
        Supplier<String> drop = () -> alter(t.name(), c.name(), "DROP DEFAULT");
        Supplier<String> create =
                c.defaultExpression() == null
                        ? drop
                        : () -> alter(t.name(), c.name(), "SET DEFAULT " + c.defaultExpression());
        var needs = new HashSet<ObjectId>();
        needs.add(column);
        relations
                .givers(t, c)
                .forEach(g ->
                        needs.add(new ObjectId(Kind.DEFAULT, g.schema(), g.name(), g.member())));
        pieces.add(
                new Piece(
                        PieceId.self(id), PieceId.self(column), create, drop, needs, own || same));
    }

    /// DEFAULT is a word from 16 on; before, the type's own has to be said (pg_type.typstorage).
    private static String usualStorage(String type, int major) {
        if (major >= 16) return "DEFAULT";
        if (type.endsWith("[]")) return "EXTENDED";
        String base = type.replaceFirst("\\(.*", "");
        return switch (base) {
            case "numeric", "inet", "cidr" -> "MAIN";
            case "smallint", "integer", "bigint", "real", "boolean", "date", "uuid" -> "PLAIN";
            default -> "EXTENDED";
        };
    }

    private static void property(
            List<Piece> pieces, Table t, Column c, Aspect aspect, String create, String drop) {
        property(pieces, t, c, aspect, create, drop, "");
    }

    private static void property(
            List<Piece> pieces,
            Table t,
            Column c,
            Aspect aspect,
            String create,
            String drop,
            String only) {
        ObjectId id = ObjectId.member(Kind.COLUMN, t.name(), c.name());
        String alter = "ALTER TABLE " + only + t.name().quoted() + " ALTER COLUMN ";
        pieces.add(
                Piece.of(
                        new PieceId(id, aspect),
                        id,
                        alter + c.name().quoted() + " " + create,
                        alter + c.name().quoted() + " " + drop,
                        Set.of(id)));
    }

    public static String add(QualifiedName table, Column c, boolean withDefault, String notNull) {
        return "ALTER TABLE "
                + table.quoted()
                + " ADD COLUMN "
                + definition(c, withDefault, notNull);
    }

    public static String drop(QualifiedName table, Identifier column) {
        return "ALTER TABLE " + table.quoted() + " DROP COLUMN " + column.quoted();
    }

    public static String alter(QualifiedName table, Identifier column, String what) {
        return "ALTER TABLE " + table.quoted() + " ALTER COLUMN " + column.quoted() + " " + what;
    }

    /// `NOT NULL`, with its name where PostgreSQL would choose another; empty for what the parents
    /// of a table give that isn't made `apart` from them.
    static String notNull(Table t, Column c, Relations relations, boolean apart) {
        if (!c.notNull()) return "";
        boolean isGiven = relations.isNotNullAbove(t, c);
        boolean isOwn = !isGiven || t.notNull(c.name()).map(Constraint::local).orElse(false);
        if (!isOwn && !apart) return "";
        Identifier name = relations.notNull(t, c);
        boolean isMadeUp = !isGiven && relations.isMadeUp(t, c, name);
        return relations.major() < 18 || isMadeUp ? " NOT NULL" : " " + notNull(name);
    }

    private static String notNull(Identifier name) {
        return "CONSTRAINT " + name.quoted() + " NOT NULL";
    }

    /// What a table says of a column that it only inherits.
    static List<String> ofInherited(Table t, Column c, Relations relations) {
        var said = new ArrayList<String>();
        Column given = relations.given(t, c);
        if (given != null
                && c.generated() != null
                && !c.generated().equals(given.generated())
                && t.partitioning().parent() != null)
            said.add(c.name().quoted() + " " + generated(c.generated()));
        t.notNull(c.name())
                .filter(k -> k.isPlainNotNull() && k.local())
                .ifPresent(k -> said.add(notNull(k.name()) + " " + c.name().quoted()));
        return said;
    }

    /// DEFAULT NULL keeps out the default of a parent's column.
    static String noDefault(Table t, Column c, Relations relations) {
        return c.defaultExpression() == null
                        && c.generated() == null
                        && relations.hasDefaultAbove(t, c)
                ? " DEFAULT NULL"
                : "";
    }

    static String definition(Column c, boolean withDefault, String notNull) {
        var sql = new StringBuilder(c.name().quoted()).append(' ').append(c.type());
        if (c.collation() != null) sql.append(" COLLATE ").append(c.collation());
        if (c.generated() != null) sql.append(' ').append(generated(c.generated()));
        if (c.identity() != null) sql.append(' ').append(identity(c.identity()));
        if (withDefault && c.defaultExpression() != null)
            sql.append(" DEFAULT ").append(c.defaultExpression());
        return sql.append(notNull).toString();
    }

    public static String identity(Identity i) {
        return "GENERATED "
                + (i.always() ? "ALWAYS" : "BY DEFAULT")
                + " AS IDENTITY (SEQUENCE NAME "
                + i.sequence().quoted()
                + " "
                + SequenceSql.options(i.options())
                + ")";
    }

    static String generated(Generated g) {
        return "GENERATED ALWAYS AS ("
                + g.expression()
                + ") "
                + (g.stored() ? "STORED" : "VIRTUAL");
    }
}
