package dev.sluice.proof;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Texts of values by type. For one type, two numbers `n` give two values wherever the type has
/// two.
final class Values {
    private static final Pattern STRING = Pattern.compile("'((?:[^']|'')*)'");
    private static final Pattern NUMBER =
            Pattern.compile("(?<![\\w.'])-?\\d+(?:\\.\\d+)?(?![\\w.'])");

    /// What checks on text ask for most often.
    private static final List<String> SHAPES =
            List.of(
                    "user%d@example.com",
                    "https://example.com/%d",
                    "2024-01-0%d",
                    "%d",
                    "A%d",
                    "a-%d",
                    "US",
                    "en-US",
                    "#0a0b0%d",
                    "+1555010%d",
                    "ABC",
                    "abc",
                    "",
                    "00000%d",
                    "aA1!aA1!aA1!%d",
                    "a_long_enough_text_for_most_checks_number_%d");

    private Values() {}

    /// Ordered, the usual one first; never empty.
    static List<String> of(TypeInfo type, int n) {
        return switch (type.sort()) {
            case 'e' -> rotated(type.labels(), n);
            case 'r' -> List.of(range(type, n), "empty");
            case 'm' -> List.of("{}");
            case 'c' -> List.of(composite(type, n));
            default ->
                    type.element() != null
                            ? List.of(array(type.element(), n), "{}")
                            : base(type, n);
        };
    }

    /// The ends of what a column of the type can hold, where they are worth a try: empty for
    /// others.
    static List<String> ends(TypeInfo type) {
        if (type.sort() == 'e') return type.labels();
        if (type.element() != null) return List.of("{}");
        return switch (type.name()) {
            case "int2" -> List.of("-32768", "32767");
            case "int4" -> List.of("-2147483648", "2147483647");
            case "int8" -> List.of("-9223372036854775808", "9223372036854775807");
            case "float4", "float8" -> List.of("NaN", "-Infinity", "1e37");
            case "numeric" -> largest(type.modifier());
            case "date", "timestamp", "timestamptz" ->
                    List.of("4713-01-01 BC", "9999-12-31", "infinity");
            case "text", "citext", "bytea" -> List.of("", " ", "z".repeat(3000));
            case "varchar", "bpchar" ->
                    List.of("", " ", "z".repeat(type.modifier() > 4 ? type.modifier() - 4 : 3000));
            case "json", "jsonb" -> List.of("null", "{}", "[]", "\"\"", "-1.5");
            case "bool" -> List.of("true", "false");
            default -> List.of();
        };
    }

    private static List<String> largest(int modifier) {
        if (modifier < 4)
            return List.of("-" + "9".repeat(40), "9".repeat(40) + ".123456789", "NaN");
        int precision = (modifier - 4) >> 16 & 0xffff;
        int scale = ((modifier - 4 & 0x7ff) ^ 1024) - 1024;
        if (scale < 0 || scale > precision) return List.of("NaN");
        String most =
                (precision > scale ? "9".repeat(precision - scale) : "0")
                        + (scale > 0 ? "." + "9".repeat(scale) : "");
        return List.of("-" + most, most, "NaN");
    }

    private static List<String> rotated(List<String> labels, int n) {
        List<String> rotated = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++)
            rotated.add(labels.get((i + n - 1) % labels.size()));
        return rotated.isEmpty() ? List.of("") : rotated;
    }

    private static String range(TypeInfo type, int n) {
        TypeInfo sub = type.element();
        if (sub == null) return "empty";
        return switch (sub.name()) {
            case "date", "timestamp", "timestamptz" ->
                    "[%s,%s)".formatted(day(2 * n), day(2 * n + 1));
            default -> "[%d,%d)".formatted(n * 10, n * 10 + 5);
        };
    }

    private static String composite(TypeInfo type, int n) {
        List<String> parts = new ArrayList<>();
        for (TypeInfo part : type.parts()) parts.add(inner(of(part, n).getFirst()));
        return "(" + String.join(",", parts) + ")";
    }

    private static String array(TypeInfo element, int n) {
        return "{" + inner(of(element, n).getFirst()) + "}";
    }

    private static String inner(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static List<String> base(TypeInfo type, int n) {
        return switch (type.name()) {
            case "bool" -> n % 2 == 1 ? List.of("true", "false") : List.of("false", "true");
            case "int2", "int4", "int8", "oid", "xid8" ->
                    List.of(
                            "" + n,
                            "" + n * 100,
                            "0",
                            "-" + n,
                            "1",
                            "50",
                            "2024",
                            "100000" + n % 10);
            case "float4", "float8" -> List.of(n + ".5", "0." + n, "0", "1", "-" + n, "100");
            case "money" -> List.of(n + ".50");
            case "numeric" -> numeric(type.modifier(), n);
            case "uuid" -> List.of("00000000-0000-4000-8000-%012d".formatted(n));
            case "date" -> List.of(day(n), "2099-01-0" + (n % 9 + 1));
            case "timestamp", "timestamptz" ->
                    List.of(day(n) + " 10:20:30", "2099-01-0" + (n % 9 + 1) + " 00:00:00");
            case "time", "timetz" -> List.of("10:%02d:00".formatted(n % 60));
            case "interval" -> List.of(n + " days", n + " seconds");
            case "json", "jsonb" ->
                    List.of("{\"n\": " + n + "}", "[" + n + "]", "\"v" + n + "\"", "" + n);
            case "bytea" -> List.of("\\x%02x".formatted(n % 256));
            case "inet" -> List.of("10.0.0." + n % 250);
            case "cidr" -> List.of("10.0." + n % 250 + ".0/24");
            case "macaddr" -> List.of("08:00:2b:01:02:%02x".formatted(n % 256));
            case "macaddr8" -> List.of("08:00:2b:01:02:03:04:%02x".formatted(n % 256));
            case "bit" -> List.of(bits(Math.max(type.modifier(), 1), n));
            case "varbit" ->
                    List.of(bits(type.modifier() > 0 ? Math.min(type.modifier(), 8) : 8, n));
            case "point" -> List.of("(" + n + "," + n + ")");
            case "line" -> List.of("{1,-1," + n + "}");
            case "lseg", "box" -> List.of("((0,0),(" + n + "," + n + "))");
            case "path", "polygon" -> List.of("((0,0),(1,1),(" + n + ",0))");
            case "circle" -> List.of("<(0,0)," + n + ">");
            case "tsvector", "tsquery", "xml", "lquery", "ltxtquery" -> List.of("v" + n);
            case "ltree" -> List.of("top.v" + n);
            case "hstore" -> List.of("k=>" + n);
            case "cube" -> List.of("(" + n + ")");
            case "pg_lsn" -> List.of("0/" + n);
            case "char" -> List.of("" + (char) ('a' + n % 26));
            case "regclass" -> List.of("pg_class");
            case "vector", "halfvec" ->
                    List.of("[" + repeated("" + n, Math.max(type.modifier(), 1)) + "]");
            case "sparsevec" -> List.of("{1:" + n + "}/" + Math.max(type.modifier(), 1));
            case "geometry", "geography" -> List.of("POINT(" + n % 90 + " " + n % 90 + ")");
            default -> texts(type, n);
        };
    }

    private static List<String> numeric(int modifier, int n) {
        if (modifier < 4) return List.of("" + n, "0", n + ".5", "0." + n, "1", "-" + n, "50");
        int precision = (modifier - 4) >> 16 & 0xffff;
        int scale = ((modifier - 4 & 0x7ff) ^ 1024) - 1024;
        if (precision > scale)
            return List.of("" + (precision - scale > 1 ? n : n % 10), "0", "0." + n, "1");
        return List.of("0." + "0".repeat(Math.max(scale - 1, 0)) + n % 10);
    }

    private static List<String> texts(TypeInfo type, int n) {
        boolean limited = type.name().equals("varchar") || type.name().equals("bpchar");
        int length = limited && type.modifier() > 4 ? type.modifier() - 4 : Integer.MAX_VALUE;
        Set<String> texts = new LinkedHashSet<>();
        texts.add(length >= 4 ? "v" + n : Integer.toString(n % 36, 36));
        for (String shape : SHAPES) {
            String text = shape.formatted(n % 10);
            if (text.length() <= length) texts.add(text);
        }
        return List.copyOf(texts);
    }

    private static String bits(int length, int n) {
        String bits = Integer.toBinaryString(n);
        if (bits.length() > length) return bits.substring(bits.length() - length);
        return "0".repeat(length - bits.length()) + bits;
    }

    private static String repeated(String value, int times) {
        return String.join(",", java.util.Collections.nCopies(times, value));
    }

    private static String day(int n) {
        return java.time.LocalDate.of(2024, 1, 1).plusDays(n - 1L).toString();
    }

    /// The constants of an expression, and numbers next to them: one of them usually satisfies it.
    static List<String> in(@Nullable String expression) {
        if (expression == null) return List.of();
        Set<String> found = new LinkedHashSet<>();
        Matcher strings = STRING.matcher(expression);
        while (strings.find()) found.add(strings.group(1).replace("''", "'"));
        Matcher numbers = NUMBER.matcher(STRING.matcher(expression).replaceAll(" "));
        while (numbers.find()) around(numbers.group(), found);
        return List.copyOf(found);
    }

    private static void around(String number, Set<String> found) {
        found.add(number);
        if (number.indexOf('.') >= 0 || number.length() > 15) return;
        long value = Long.parseLong(number);
        found.add("" + (value + 1));
        found.add("" + (value - 1));
        if (value > 0 && value <= 200) found.add("x".repeat((int) value));
    }
}
