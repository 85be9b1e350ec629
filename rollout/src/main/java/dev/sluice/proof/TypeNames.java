package dev.sluice.proof;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Turns format_type()'s text into what [Values] knows.
final class TypeNames {
    private static final Pattern SHAPE =
            Pattern.compile(
                    "([^(\\[]+?)(?:\\((\\d+)(?:,(-?\\d+))?\\))?( with(?:out)? time zone)?(\\[\\])?");

    private static final Map<String, String> NAMES =
            Map.ofEntries(
                    Map.entry("smallint", "int2"),
                    Map.entry("integer", "int4"),
                    Map.entry("bigint", "int8"),
                    Map.entry("real", "float4"),
                    Map.entry("double precision", "float8"),
                    Map.entry("boolean", "bool"),
                    Map.entry("character varying", "varchar"),
                    Map.entry("character", "bpchar"),
                    Map.entry("bit varying", "varbit"),
                    Map.entry("timestamp without time zone", "timestamp"),
                    Map.entry("timestamp with time zone", "timestamptz"),
                    Map.entry("time without time zone", "time"),
                    Map.entry("time with time zone", "timetz"));

    private TypeNames() {}

    static TypeInfo parsed(String text) {
        Matcher m = SHAPE.matcher(text);
        if (!m.matches()) return plain("unknown", -1);
        String name = m.group(1) + (m.group(4) == null ? "" : m.group(4));
        name = NAMES.getOrDefault(name, name.substring(name.lastIndexOf('.') + 1));
        TypeInfo type = plain(name, modifier(name, m));
        return m.group(5) == null
                ? type
                : new TypeInfo("_" + name, 'b', type, List.of(), List.of(), -1, "");
    }

    private static int modifier(String name, Matcher m) {
        if (m.group(2) == null) return -1;
        int first = Integer.parseInt(m.group(2));
        return switch (name) {
            case "numeric" ->
                    (first << 16 | (m.group(3) == null ? 0 : Integer.parseInt(m.group(3)) & 0x7ff))
                            + 4;
            case "varchar", "bpchar" -> first + 4;
            default -> first;
        };
    }

    private static TypeInfo plain(String name, int modifier) {
        return new TypeInfo(name, 'b', null, List.of(), List.of(), modifier, "");
    }
}
