package dev.sluice.sql;

import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.MaterializedView;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.View;
import dev.sluice.schema.ViewColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Views and materialized views.
public final class ViewSql {
    private ViewSql() {}

    static List<Piece> pieces(View v, Relations relations) {
        var pieces = new ArrayList<Piece>();
        boolean isCircular = relations.circles().has(v.id());
        Set<ObjectId> needs = Set.of(SchemaSql.id(v.name()));
        String drop = "DROP VIEW " + v.name().quoted();
        pieces.add(
                Piece.whole(
                        v.id(),
                        () -> isCircular ? replace(v) : create(v, "CREATE VIEW "),
                        // it and its functions need each other
                        () -> isCircular ? drop + " CASCADE" : drop,
                        needs));
        if (isCircular)
            pieces.add(
                    new Piece(
                            new PieceId(v.id(), Aspect.SHELL),
                            null,
                            () -> shell(v),
                            () -> "",
                            needs,
                            false));
        for (ViewColumn c : v.columns()) {
            if (c.defaultExpression() == null) continue;
            ObjectId id = ObjectId.member(Kind.DEFAULT, v.name(), c.name());
            pieces.add(
                    Piece.of(
                            PieceId.self(id),
                            v.id(),
                            setDefault(v.name(), c.name(), c.defaultExpression()),
                            dropDefault(v.name(), c.name()),
                            Set.of(v.id())));
        }
        comments(pieces, v.name(), v.columns(), v.id());
        return pieces;
    }

    static List<Piece> pieces(MaterializedView v) {
        var pieces = new ArrayList<Piece>();
        pieces.add(
                Piece.whole(
                        v.id(),
                        create(v),
                        "DROP MATERIALIZED VIEW " + v.name().quoted(),
                        Set.of(SchemaSql.id(v.name()))));
        comments(pieces, v.name(), v.columns(), v.id());
        return pieces;
    }

    /// A view with the same rows, which its functions can name before it can call them.
    private static String shell(View v) {
        return "CREATE VIEW "
                + v.name().quoted()
                + " AS SELECT "
                + v.columns().stream().map(ViewSql::nothing).collect(Collectors.joining(", "));
    }

    private static String nothing(ViewColumn c) {
        return "NULL::"
                + c.type()
                + (c.collation() == null ? "" : " COLLATE " + c.collation())
                + " AS "
                + c.name().quoted();
    }

    public static String replace(View v) {
        return create(v, "CREATE OR REPLACE VIEW ");
    }

    public static String setDefault(QualifiedName view, Identifier column, String expression) {
        return "ALTER VIEW "
                + view.quoted()
                + " ALTER COLUMN "
                + column.quoted()
                + " SET DEFAULT "
                + expression;
    }

    public static String dropDefault(QualifiedName view, Identifier column) {
        return "ALTER VIEW " + view.quoted() + " ALTER COLUMN " + column.quoted() + " DROP DEFAULT";
    }

    private static String create(View v, String verb) {
        return verb + v.name().quoted() + TableSql.with(v.options()) + " AS " + v.query().strip();
    }

    private static String create(MaterializedView v) {
        return "CREATE MATERIALIZED VIEW "
                + v.name().quoted()
                + (v.accessMethod() == null
                        ? ""
                        : " USING " + Identifier.of(v.accessMethod()).quoted())
                + TableSql.with(v.options())
                + (v.tablespace() == null
                        ? ""
                        : " TABLESPACE " + Identifier.of(v.tablespace()).quoted())
                + " AS "
                + v.query().strip()
                + (v.populated() ? "" : " WITH NO DATA");
    }

    private static void comments(
            List<Piece> pieces, QualifiedName view, List<ViewColumn> columns, ObjectId owner) {
        for (ViewColumn c : columns) {
            if (c.comment() == null) continue;
            ObjectId id = ObjectId.member(Kind.COLUMN, view, c.name());
            pieces.add(
                    Piece.of(
                            new PieceId(id, Aspect.COMMENT),
                            owner,
                            CommentSql.set(CommentSql.target(id, null), c.comment()),
                            CommentSql.set(CommentSql.target(id, null), null),
                            Set.of(owner)));
        }
    }
}
