package dev.sluice.plan;

import dev.sluice.schema.Column;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.sql.Aspect;
import dev.sluice.sql.ConstraintSql;
import dev.sluice.sql.PieceId;
import dev.sluice.sql.Pieces;
import java.util.List;

/// The names that a piece takes: relations, indexes and sequences share one space of a schema,
/// types and the row types of relations another.
final class PieceNames {
    private PieceNames() {}

    static List<String> of(Pieces pieces, PieceId id) {
        if (id.aspect() != Aspect.SELF) return List.of();
        ObjectId o = id.object();
        String name = o.schema() + "\0" + o.name();
        return switch (o.kind()) {
            case TABLE, VIEW, MATERIALIZED_VIEW -> List.of("relation " + name, "type " + name);
            case SEQUENCE, INDEX -> List.of("relation " + name);
            case ENUM, DOMAIN, COMPOSITE, RANGE, BASE_TYPE -> List.of("type " + name);
            case FUNCTION, AGGREGATE -> List.of("routine " + name);
            case CONSTRAINT -> constraint(pieces, o);
            case COLUMN -> identity(pieces, o);
            default -> List.of();
        };
    }

    static String relation(QualifiedName name) {
        return "relation " + name.schema().text() + "\0" + name.name().text();
    }

    private static List<String> constraint(Pieces pieces, ObjectId id) {
        Constraint c = Columns.constraint(pieces, id).orElse(null);
        return c == null || !ConstraintSql.ownsIndex(c)
                ? List.of()
                : List.of("relation " + id.schema() + "\0" + id.member());
    }

    private static List<String> identity(Pieces pieces, ObjectId id) {
        Column c = Columns.find(pieces, id).orElse(null);
        return c == null || c.identity() == null
                ? List.of()
                : List.of(relation(c.identity().sequence()));
    }
}
