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
/// out. A key that isn't valid, since not every partition has a part of it, brings none along.
final class ConstraintRows {
    private ConstraintRows() {}

    /// From 18 on with not-null constraints, as far as [Column#notNull] may not say all of them.
    private static String sql(int major) {
        boolean named = major >= 18;
        return """
        SELECT k.oid::int8 AS oid, k.conrelid::int8 AS relation, k.conname AS name, k.contype AS kind,
               array_to_string(k.conkey, ' ') AS columns,
               pg_get_constraintdef(k.oid) AS definition, k.convalidated AND coalesce(x.indisvalid, true) AS validated,
               k.conislocal AS local, k.coninhcount > 0 AS inherited, k.conindid::int8 AS index,
               rn.nspname AS referenced_schema, r.relname AS referenced,
               d.description AS comment
        FROM pg_constraint k
        LEFT JOIN pg_class r ON r.oid = k.confrelid
        LEFT JOIN pg_namespace rn ON rn.oid = r.relnamespace
        LEFT JOIN pg_index x ON x.indexrelid = k.conindid AND k.contype IN ('p', 'u', 'x')
        """
                + (named ? NAMED : "")
                + Rows.comment("pg_constraint", "k.oid", "0")
                + """
                 WHERE k.oid >= 16384 AND k.conrelid <> 0
                   AND (k.conparentid = 0 OR EXISTS (SELECT FROM pg_constraint p JOIN pg_index px ON px.indexrelid = p.conindid
                        WHERE p.oid = k.conparentid AND p.contype IN ('p', 'u', 'x') AND NOT px.indisvalid))
                   AND (k.contype IN ('p', 'u', 'f', 'c', 'x')
                """
                + (named ? SAID : "")
                + ")";
    }

    private static final String NAMED =
            """
            LEFT JOIN pg_class c ON k.contype = 'n' AND c.oid = k.conrelid
            LEFT JOIN pg_attribute a ON k.contype = 'n' AND a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
            """;

    private static final String SAID =
            """
            OR k.contype = 'n' AND (k.connoinherit OR NOT k.convalidated OR k.coninhcount > 0
               OR d.description IS NOT NULL OR k.conname <> c.relname || '_' || a.attname || '_not_null')\
            """;

    static Map<Long, List<Constraint>> read(Reading reading, int major) throws SQLException {
        var constraints = new HashMap<Long, List<Constraint>>();
        reading.each(
                sql(major),
                row -> {
                    QualifiedName table = reading.oids.relation(row.number("relation"));
                    if (table == null) return;
                    Constraint c = constraint(reading, row, table);
                    if (!isSaidByColumn(row, table, c))
                        constraints
                                .computeIfAbsent(row.number("relation"), _ -> new ArrayList<>())
                                .add(c);
                });
        return constraints;
    }

    /// PostgreSQL shortens what is too long for a name.
    private static boolean isSaidByColumn(Rows row, QualifiedName table, Constraint c)
            throws SQLException {
        return c.isPlainNotNull()
                && c.comment() == null
                && !row.flag("inherited")
                && Identifier.madeUp(table.name().text(), c.columns().getFirst().text(), "not_null")
                        .equals(c.name());
    }

    private static Constraint constraint(Reading reading, Rows row, QualifiedName table)
            throws SQLException {
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
