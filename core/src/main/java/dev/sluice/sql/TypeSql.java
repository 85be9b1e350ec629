package dev.sluice.sql;

import dev.sluice.schema.Attribute;
import dev.sluice.schema.CompositeType;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.Domain;
import dev.sluice.schema.EnumType;
import dev.sluice.schema.Kind;
import dev.sluice.schema.Literal;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Enums, domains and composite types.
public final class TypeSql {
    private TypeSql() {}

    static Piece piece(EnumType e) {
        return Piece.whole(
                e.id(),
                create(e.name(), e.labels()),
                "DROP TYPE " + e.name().quoted(),
                Set.of(SchemaSql.id(e.name())));
    }

    public static String create(QualifiedName name, List<String> labels) {
        return "CREATE TYPE "
                + name.quoted()
                + " AS ENUM("
                + labels.stream().map(TypeSql::label).collect(Collectors.joining(", "))
                + ")";
    }

    public static String label(String text) {
        return Literal.quoted(text).strip();
    }

    static List<Piece> pieces(Domain d) {
        var pieces = new ArrayList<Piece>();
        pieces.add(
                Piece.whole(
                        d.id(),
                        () -> create(d, Set.of()),
                        () -> "DROP DOMAIN " + d.name().quoted(),
                        Set.of(SchemaSql.id(d.name()))));
        if (d.defaultExpression() != null)
            part(
                    pieces,
                    d,
                    PieceId.self(defaultOf(d)),
                    "SET DEFAULT " + d.defaultExpression(),
                    "DROP DEFAULT",
                    true);
        if (d.notNull())
            part(
                    pieces,
                    d,
                    new PieceId(d.id(), Aspect.NOT_NULL),
                    notNull(d).map(c -> "ADD " + notNull(c)).orElse("SET NOT NULL"),
                    "DROP NOT NULL",
                    true);
        for (Constraint c : d.constraints()) {
            ObjectId id = constraint(d, c);
            if (c.isPlainNotNull())
                pieces.add(
                        new Piece(
                                PieceId.self(id),
                                new PieceId(d.id(), Aspect.NOT_NULL),
                                () -> "",
                                () -> "",
                                Set.of(d.id()),
                                true));
            else
                part(
                        pieces,
                        d,
                        PieceId.self(id),
                        "ADD " + ConstraintSql.clause(c),
                        "DROP CONSTRAINT " + c.name().quoted(),
                        c.validated());
            if (c.comment() != null)
                pieces.add(
                        CommentSql.piece(
                                id,
                                "CONSTRAINT "
                                        + c.name().quoted()
                                        + " ON DOMAIN "
                                        + d.name().quoted(),
                                c.comment()));
        }
        return pieces;
    }

    private static Optional<Constraint> notNull(Domain d) {
        return d.constraints().stream().filter(Constraint::isPlainNotNull).findFirst();
    }

    private static String notNull(Constraint c) {
        return "CONSTRAINT " + c.name().quoted() + " NOT NULL";
    }

    private static void part(
            List<Piece> pieces, Domain d, PieceId id, String create, String drop, boolean inline) {
        pieces.add(
                new Piece(
                        id,
                        PieceId.self(d.id()),
                        () -> alter(d, create),
                        () -> alter(d, drop),
                        Set.of(d.id()),
                        inline));
    }

    public static ObjectId defaultOf(Domain d) {
        return defaultOf(d.id());
    }

    static ObjectId defaultOf(ObjectId domain) {
        return new ObjectId(Kind.DEFAULT, domain.schema(), domain.name(), "");
    }

    public static ObjectId constraint(Domain d, Constraint c) {
        return ObjectId.member(Kind.CONSTRAINT, d.name(), c.name());
    }

    public static String alter(Domain d, String what) {
        return "ALTER DOMAIN " + d.name().quoted() + " " + what;
    }

    /// With those of its parts that are `folded`.
    static String create(Domain d, Set<PieceId> folded) {
        var sql = new StringBuilder("CREATE DOMAIN ");
        sql.append(d.name().quoted()).append(" AS ").append(d.type());
        if (d.collation() != null) sql.append(" COLLATE ").append(d.collation());
        if (folded.contains(PieceId.self(defaultOf(d))))
            sql.append(" DEFAULT ").append(d.defaultExpression());
        if (folded.contains(new PieceId(d.id(), Aspect.NOT_NULL)))
            sql.append(' ').append(notNull(d).map(TypeSql::notNull).orElse("NOT NULL"));
        for (Constraint c : d.constraints())
            if (folded.contains(PieceId.self(constraint(d, c))))
                sql.append("\n\t").append(ConstraintSql.clause(c));
        return sql.toString();
    }

    static List<Piece> pieces(CompositeType c) {
        var pieces = new ArrayList<Piece>();
        pieces.add(
                Piece.whole(
                        c.id(),
                        create(c),
                        "DROP TYPE " + c.name().quoted(),
                        Set.of(SchemaSql.id(c.name()))));
        for (Attribute a : c.attributes()) {
            if (a.comment() == null) continue;
            ObjectId id = ObjectId.member(Kind.COLUMN, c.name(), a.name());
            String target = CommentSql.target(id, null);
            pieces.add(
                    Piece.of(
                            new PieceId(id, Aspect.COMMENT),
                            c.id(),
                            CommentSql.set(target, a.comment()),
                            CommentSql.set(target, null),
                            Set.of(c.id())));
        }
        return pieces;
    }

    private static String create(CompositeType c) {
        return "CREATE TYPE "
                + c.name().quoted()
                + " AS ("
                + c.attributes().stream()
                        .map(TypeSql::attribute)
                        .collect(Collectors.joining(",\n\t", "\n\t", "\n"))
                + ")";
    }

    /// `"a" text COLLATE "x"`.
    public static String attribute(Attribute a) {
        return a.name().quoted()
                + " "
                + a.type()
                + (a.collation() == null ? "" : " COLLATE " + a.collation());
    }
}
