package dev.sluice.proof;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The types of one database, looked up by oid.
final class Types {
    private static final String TYPES =
            """
            SELECT t.oid, t.typname, t.typtype, CASE WHEN t.typsubscript = 'array_subscript_handler'::regproc THEN t.typelem ELSE 0 END,
                   t.typbasetype, t.typtypmod, coalesce(r.rngsubtype, 0),
                   (SELECT string_agg(pg_get_constraintdef(c.oid), ' ') FROM pg_constraint c WHERE c.contypid = t.oid),
                   (SELECT array_agg(e.enumlabel::text ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid),
                   (SELECT array_agg(a.atttypid::text ORDER BY a.attnum) FROM pg_attribute a
                    WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped AND t.typtype = 'c')
            FROM pg_type t LEFT JOIN pg_range r ON r.rngtypid = t.oid
            WHERE t.oid IN (SELECT atttypid FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
                            WHERE c.relkind IN ('r', 'p', 'c') AND attnum > 0 AND c.relnamespace <> 'pg_catalog'::regnamespace)
               OR t.typnamespace <> 'pg_catalog'::regnamespace AND t.typnamespace <> 'information_schema'::regnamespace
               OR t.typnamespace = 'pg_catalog'::regnamespace AND t.typtype = 'b' AND t.typcategory <> 'A' AND t.typrelid = 0\
            """;

    private record Row(
            String name,
            char sort,
            long element,
            long base,
            int modifier,
            long subtype,
            String checks,
            List<String> labels,
            List<Long> parts) {}

    private final Map<Long, Row> rows = new HashMap<>();

    static Types read(Connection connection) throws SQLException {
        Types types = new Types();
        try (var query = connection.createStatement();
                ResultSet row = query.executeQuery(TYPES)) {
            while (row.next()) types.rows.put(row.getLong(1), row(row));
        }
        return types;
    }

    private static Row row(ResultSet row) throws SQLException {
        String checks = row.getString(8);
        return new Row(
                row.getString(2),
                row.getString(3).charAt(0),
                row.getLong(4),
                row.getLong(5),
                row.getInt(6),
                row.getLong(7),
                checks == null ? "" : checks,
                texts(row, 9),
                texts(row, 10).stream().map(Long::valueOf).toList());
    }

    private static List<String> texts(ResultSet row, int column) throws SQLException {
        var array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    TypeInfo of(long oid, int modifier) {
        Row row = rows.get(oid);
        if (row == null) return new TypeInfo("unknown", 'b', null, List.of(), List.of(), -1, "");
        if (row.sort() == 'd') {
            TypeInfo base = of(row.base(), row.modifier());
            return new TypeInfo(
                    base.name(),
                    base.sort(),
                    base.element(),
                    base.parts(),
                    base.labels(),
                    base.modifier(),
                    base.checks() + " " + row.checks());
        }
        return new TypeInfo(
                row.name(),
                row.sort(),
                element(row, modifier),
                parts(row),
                row.labels(),
                modifier,
                "");
    }

    private @Nullable TypeInfo element(Row row, int modifier) {
        if (row.sort() == 'r') return of(row.subtype(), -1);
        return row.element() == 0 ? null : of(row.element(), modifier);
    }

    private List<TypeInfo> parts(Row row) {
        List<TypeInfo> parts = new ArrayList<>();
        for (long part : row.parts()) parts.add(of(part, -1));
        return parts;
    }
}
