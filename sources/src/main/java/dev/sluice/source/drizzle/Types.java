package dev.sluice.source.drizzle;

import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Column types of Drizzle as PostgreSQL reads them.
final class Types {
    private static final Map<String, String> SERIALS =
            Map.of(
                    "serial", "integer",
                    "serial4", "integer",
                    "smallserial", "smallint",
                    "serial2", "smallint",
                    "bigserial", "bigint",
                    "serial8", "bigint");

    /// Types of PostgreSQL's own whose names may be written in capitals.
    private static final Set<String> OWN =
            Set.of(
                    "bigint",
                    "bit",
                    "bool",
                    "boolean",
                    "box",
                    "bytea",
                    "char",
                    "character",
                    "cidr",
                    "circle",
                    "date",
                    "daterange",
                    "decimal",
                    "float",
                    "float4",
                    "float8",
                    "inet",
                    "int",
                    "int2",
                    "int4",
                    "int4range",
                    "int8",
                    "int8range",
                    "integer",
                    "interval",
                    "json",
                    "jsonb",
                    "jsonpath",
                    "line",
                    "lseg",
                    "macaddr",
                    "macaddr8",
                    "money",
                    "name",
                    "numeric",
                    "numrange",
                    "oid",
                    "path",
                    "point",
                    "polygon",
                    "real",
                    "regclass",
                    "smallint",
                    "text",
                    "time",
                    "timestamp",
                    "timestamptz",
                    "timetz",
                    "tsquery",
                    "tsrange",
                    "tstzrange",
                    "tsvector",
                    "uuid",
                    "varbit",
                    "varchar",
                    "xml");

    private Types() {}

    /// The integer type behind a serial one, else null.
    static @Nullable String serial(String type) {
        return SERIALS.get(type.toLowerCase(Locale.ROOT));
    }

    static long max(String integerType) {
        return switch (integerType) {
            case "smallint" -> Short.MAX_VALUE;
            case "integer" -> Integer.MAX_VALUE;
            default -> Long.MAX_VALUE;
        };
    }

    static String text(Facts.Column c) {
        var text = new StringBuilder(element(c));
        for (Integer size : c.sizes())
            text.append('[').append(size == null ? "" : size).append(']');
        return text.toString();
    }

    static @Nullable ObjectId id(Facts.Column c) {
        return c.enumName() == null ? null : ObjectId.of(Kind.ENUM, enumeration(c));
    }

    private static QualifiedName enumeration(Facts.Column c) {
        return Names.stored(
                c.enumSchema() == null ? "public" : c.enumSchema(), String.valueOf(c.enumName()));
    }

    private static String element(Facts.Column c) {
        if (c.enumName() != null) return enumeration(c).quoted();
        boolean capitals =
                c.type().matches("\\w+") && !c.type().equals(c.type().toLowerCase(Locale.ROOT));
        if (capitals && !OWN.contains(c.type().toLowerCase(Locale.ROOT)))
            return Identifier.of(c.type()).quoted();
        return c.type();
    }
}
