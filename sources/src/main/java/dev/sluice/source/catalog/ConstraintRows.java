package dev.sluice.source.catalog;

import dev.sluice.schema.Constraint;
import dev.sluice.schema.ConstraintKind;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Constraints of tables, by the oid of their table; what a partition got from its parent is left
/// out.
final class ConstraintRows {
    private ConstraintRows() {}

    private static final String SQL =
            """
            SELECT k.oid::int8 AS oid, k.conrelid::int8 AS relation, n.nspname AS schema,
                   c.relname AS table_name, k.conname AS name, k.contype AS kind,
                   array_to_string(k.conkey, ' ') AS columns,
                   pg_get_constraintdef(k.oid) AS definition, k.convalidated AS validated,
                   k.conislocal AS local, k.conindid::int8 AS index,
                   rn.nspname AS referenced_schema, r.relname AS referenced,
                   d.description AS comment
            FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_class r ON r.oid = k.confrelid
            LEFT JOIN pg_namespace rn ON rn.oid = r.relnamespace
            """
                    + Rows.comment("pg_constraint", "k.oid", "0")
                    + """
                     WHERE c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't' AND k.conparentid = 0
                       AND (k.contype IN ('p', 'u', 'f', 'c', 'x')
                            OR k.contype = 'n' AND (k.connoinherit OR NOT k.convalidated))
                       AND {user k.oid} AND
                    """
                    + Rows.notMember("pg_class", "c.oid");

    static Map<Long, List<Constraint>> read(Reading reading) throws SQLException {
        var constraints = new HashMap<Long, List<Constraint>>();
        reading.each(
                SQL,
                row ->
                        constraints
                                .computeIfAbsent(row.number("relation"), _ -> new ArrayList<>())
                                .add(constraint(reading, row)));
        return constraints;
    }

    private static Constraint constraint(Reading reading, Rows row) throws SQLException {
        var table = QualifiedName.of(row.text("schema"), row.text("table_name"));
        var name = Identifier.of(row.text("name"));
        ObjectId id = ObjectId.member(Kind.CONSTRAINT, table, name);
        reading.oids.put("pg_constraint", row.number("oid"), id);
        ConstraintKind kind = kind(row.text("kind"));
        if (kind == ConstraintKind.PRIMARY_KEY
                || kind == ConstraintKind.UNIQUE
                || kind == ConstraintKind.EXCLUSION)
            reading.oids.put("pg_class", row.number("index"), id);
        String referenced = row.textOrNull("referenced");
        return new Constraint(
                name,
                kind,
                reading.oids.columns(row.number("relation"), row.textOrNull("columns")),
                row.text("definition"),
                referenced == null
                        ? null
                        : QualifiedName.of(row.text("referenced_schema"), referenced),
                row.flag("validated"),
                row.flag("local"),
                row.textOrNull("comment"));
    }

    private static ConstraintKind kind(String letter) throws SQLException {
        return switch (letter) {
            case "p" -> ConstraintKind.PRIMARY_KEY;
            case "u" -> ConstraintKind.UNIQUE;
            case "f" -> ConstraintKind.FOREIGN_KEY;
            case "c" -> ConstraintKind.CHECK;
            case "x" -> ConstraintKind.EXCLUSION;
            case "n" -> ConstraintKind.NOT_NULL;
            default -> throw new SQLException("unknown kind of constraint: " + letter);
        };
    }
}
