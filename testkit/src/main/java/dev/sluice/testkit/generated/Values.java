package dev.sluice.testkit.generated;

import java.util.List;
import java.util.stream.Collectors;

/// Values of types, by number. Those of one type differ where it is wide, rise with their number
/// where it is ordered, and meet every check that the generator makes.
final class Values {
    private final GeneratedSchema schema;
    private final Rendering rendering;

    Values(GeneratedSchema schema, Rendering rendering) {
        this.schema = schema;
        this.rendering = rendering;
    }

    /// Of a column, or of a type itself.
    String ofItem(Item item, int number) {
        return item.feature() == Feature.COLUMN ? of(typeOf(item), number) : ofType(item, number);
    }

    /// The type alone, in the generator's notation.
    String typeOf(Item column) {
        String text = rendering.text(column, "type");
        if (text.startsWith("{=")) return typeOf(schema.item(id(text, 2)));
        int end = text.indexOf(" GENERATED");
        if (end >= 0) text = text.substring(0, end);
        return switch (text) {
            case "serial" -> "integer";
            case "bigserial" -> "bigint";
            default -> text;
        };
    }

    private static int id(String text, int from) {
        return Integer.parseInt(text.substring(from, text.indexOf('}')));
    }

    String of(String type, int number) {
        if (type.endsWith("[]")) {
            String element = type.substring(0, type.length() - 2);
            return "ARRAY[%s, %s]::%s"
                    .formatted(of(element, number), of(element, number + 1), printed(type));
        }
        if (type.startsWith("{")) return ofType(schema.item(id(type, 1)), number);
        int typmod = type.indexOf('(');
        String base = typmod < 0 ? type : type.substring(0, typmod);
        return builtIn(base, type, number);
    }

    private String printed(String type) {
        return rendering.filled(schema.item(0), type);
    }

    private String ofType(Item type, int number) {
        String name = printed("{" + type.id() + "}");
        if (type.feature() == Feature.ENUM) {
            List<String> labels = labels(type);
            return labels.get(number % labels.size()) + "::" + name;
        }
        if (type.feature() == Feature.DOMAIN)
            return of(rendering.text(type, "type"), number) + "::" + name;
        if (type.feature() == Feature.COMPOSITE)
            return schema.columnsIn(type.id()).stream()
                    .map(a -> ofItem(a, number))
                    .collect(Collectors.joining(", ", "ROW(", ")::" + name));
        String subtype = rendering.text(type, "subtype").split(",", 2)[0];
        return "%s(%s, %s)".formatted(name, of(subtype, 2 * number), of(subtype, 2 * number + 1));
    }

    private List<String> labels(Item type) {
        return List.of(rendering.text(type, "labels").split(", ", -1));
    }

    private static String builtIn(String base, String type, int n) {
        return switch (base) {
            case "smallint", "integer", "bigint", "oid" -> String.valueOf(n);
            case "numeric", "real", "double precision" -> n + ".25";
            case "text", "character varying" -> n % 3 == 2 ? "'v" + n + "''q'" : "'v" + n + "'";
            case "character", "name" -> "'v" + n + "'::" + type;
            case "boolean" -> n % 2 == 0 ? "true" : "false";
            case "date" -> "'2001-01-%02d'::date".formatted(n + 1);
            case "timestamp" -> "'2001-01-%02d 10:00:00'::timestamp".formatted(n + 1);
            case "timestamptz" -> "'2001-01-%02d 10:00:00+00'::timestamptz".formatted(n + 1);
            case "time" -> "'10:%02d:00'::time".formatted(n);
            case "timetz" -> "'10:%02d:00+02'::timetz".formatted(n);
            case "interval" -> "'%d days'::interval".formatted(n);
            case "uuid" -> "'00000000-0000-0000-0000-0000000000%02d'::uuid".formatted(n);
            case "bytea" -> "'\\x%02d'::bytea".formatted(n);
            case "json", "jsonb" -> "'{\"a\": %d}'::%s".formatted(n, base);
            case "inet", "cidr" -> "'10.0.0.%d'::%s".formatted(n, base);
            case "macaddr" -> "'08:00:2b:01:02:%02d'::macaddr".formatted(n);
            case "bit", "bit varying" -> "B'0101'::" + type;
            case "point" -> "'(%d,%d)'::point".formatted(n, n);
            case "box" -> "'(%d,%d),(%d,%d)'::box".formatted(n, n, n, n);
            case "tsvector" -> "'v w%d'::tsvector".formatted(n);
            case "int4range", "int8range", "numrange" ->
                    "'[%d,%d)'::%s".formatted(10 * n, 10 * n + 5, base);
            case "daterange" -> "'[2001-%02d-01,2001-%02d-09)'::daterange".formatted(n + 1, n + 1);
            case "tstzrange" ->
                    "'[2001-%02d-01 00:00+00,2001-%02d-09 00:00+00)'::tstzrange"
                            .formatted(n + 1, n + 1);
            case "int4multirange" -> "'{[%d,%d)}'::int4multirange".formatted(10 * n, 10 * n + 5);
            default -> throw new IllegalStateException("no values of " + type);
        };
    }
}
