package dev.sluice.plan;

import dev.sluice.schema.Column;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.ConstraintKind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.sql.Aspect;
import dev.sluice.sql.ConstraintSql;
import dev.sluice.sql.PieceId;
import dev.sluice.sql.Pieces;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
            case RANGE -> range(pieces, id, "type " + name);
            case ENUM, DOMAIN, COMPOSITE, BASE_TYPE -> List.of("type " + name);
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
                : c.kind() == ConstraintKind.PRIMARY_KEY
                        ? List.of(index(id), "primary key " + id.schema() + "\0" + id.name())
                        : List.of(index(id));
    }

    private static String index(ObjectId constraint) {
        return "relation " + constraint.schema() + "\0" + constraint.member();
    }

    /// With its multirange's, as the statement has it.
    private static List<String> range(Pieces pieces, PieceId id, String name) {
        Matcher multirange = MULTIRANGE.matcher(pieces.piece(id).create());
        return multirange.find() ? List.of(name, "type " + multirange.group(1)) : List.of(name);
    }

    private static final Pattern MULTIRANGE =
            Pattern.compile("\\bMULTIRANGE_TYPE_NAME = ((?:\"(?:[^\"]|\"\")*\"|[^,)\"])*)");

    private static List<String> identity(Pieces pieces, ObjectId id) {
        Column c = Columns.find(pieces, id).orElse(null);
        return c == null || c.identity() == null
                ? List.of()
                : List.of(relation(c.identity().sequence()));
    }
}
