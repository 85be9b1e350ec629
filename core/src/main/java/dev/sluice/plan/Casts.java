package dev.sluice.plan;

import dev.sluice.schema.Column;
import dev.sluice.schema.Kind;
import dev.sluice.schema.QualifiedName;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What PostgreSQL does by itself when a column changes its type (pg_cast: implicit and assignment
/// casts), and the USING expression where it does nothing.
final class Casts {
    private enum Family {
        NUMBER,
        TEXT,
        MOMENT,
        JSON,
        NETWORK,
        BITS,
        OTHER
    }

    private static final Map<String, Family> FAMILIES =
            Map.ofEntries(
                    Map.entry("smallint", Family.NUMBER),
                    Map.entry("integer", Family.NUMBER),
                    Map.entry("bigint", Family.NUMBER),
                    Map.entry("numeric", Family.NUMBER),
                    Map.entry("real", Family.NUMBER),
                    Map.entry("double precision", Family.NUMBER),
                    Map.entry("text", Family.TEXT),
                    Map.entry("character varying", Family.TEXT),
                    Map.entry("character", Family.TEXT),
                    Map.entry("name", Family.TEXT),
                    Map.entry("date", Family.MOMENT),
                    Map.entry("timestamp without time zone", Family.MOMENT),
                    Map.entry("timestamp with time zone", Family.MOMENT),
                    Map.entry("json", Family.JSON),
                    Map.entry("jsonb", Family.JSON),
                    Map.entry("inet", Family.NETWORK),
                    Map.entry("cidr", Family.NETWORK),
                    Map.entry("bit", Family.BITS),
                    Map.entry("bit varying", Family.BITS));

    /// Of PostgreSQL's manual, table 8.2.
    private static final Map<String, String> RANGES =
            Map.of(
                    "smallint",
                    "-32768 AND 32767",
                    "integer",
                    "-2147483648 AND 2147483647",
                    "bigint",
                    "-9223372036854775808 AND 9223372036854775807");

    private static final Set<String> TIMES =
            Set.of("time without time zone", "time with time zone", "interval");

    private static final Map<String, Integer> WIDTH =
            Map.of(
                    "smallint", 1,
                    "integer", 2,
                    "bigint", 3,
                    "real", 3,
                    "double precision", 4,
                    "numeric", 5);

    private Casts() {}

    /// The expression for USING, or null where the assignment cast is right. A narrower varchar has
    /// none on purpose: an explicit cast would cut values in silence.
    static @Nullable String using(Column before, Column after, boolean swapped) {
        String name = before.name().quoted();
        String type = after.type();
        if (swapped || isEnum(before) && isEnum(after)) return viaText(name, before, after);
        boolean arrayBefore = isArray(before.type());
        boolean arrayAfter = isArray(type);
        if (arrayBefore && !arrayAfter && family(type) != Family.TEXT)
            return name + "[1]::text::" + type;
        if (!arrayBefore && arrayAfter && family(base(before.type())) != Family.TEXT)
            return "ARRAY[" + name + "]::text[]::" + type;
        if (!arrayBefore && arrayAfter) return "ARRAY[" + name + "]::" + type;
        return assignable(before, after) ? null : explicit(name, before, after);
    }

    private static String explicit(String name, Column before, Column after) {
        String type = after.type();
        if (isDomain(after)) return name + "::" + type;
        if (family(before.type()) == Family.TEXT) return name + "::" + type;
        if (base(before.type()).equals("boolean") && family(type) == Family.NUMBER)
            return name + "::integer" + (type.equals("integer") ? "" : "::" + type);
        if (base(type).equals("boolean") && family(before.type()) == Family.NUMBER)
            return name + "::integer::boolean";
        return viaText(name, before, after);
    }

    private static String viaText(String name, Column before, Column after) {
        return name + (isArray(before.type()) ? "::text[]::" : "::text::") + after.type();
    }

    private static boolean assignable(Column before, Column after) {
        String from = element(before.type());
        String to = element(after.type());
        if (base(from).equals(base(to))) return true;
        if (family(to) == Family.TEXT) return true;
        Family family = family(from);
        if (family != Family.OTHER && family != Family.TEXT && family == family(to)) return true;
        if (family == Family.MOMENT && base(to).startsWith("time "))
            return base(from).equals("timestamp with time zone")
                    || base(from).startsWith("timestamp ")
                            && base(to).equals("time without time zone");
        return TIMES.contains(base(from))
                && TIMES.contains(base(to))
                && !isTimetzToInterval(from, to);
    }

    private static boolean isTimetzToInterval(String from, String to) {
        return base(from).equals("time with time zone") && base(to).equals("interval")
                || base(from).equals("interval") && base(to).equals("time with time zone");
    }

    /// Whether defaults, keys and foreign keys live through the change without help.
    static boolean sameFamily(Column before, Column after) {
        if (isArray(before.type()) != isArray(after.type())) return false;
        String from = element(before.type());
        String to = element(after.type());
        if (base(from).equals(base(to))) return true;
        return family(from) != Family.OTHER && family(from) == family(to);
    }

    /// Whether values may be refused or cut.
    static boolean narrows(Column before, Column after) {
        return narrows(before.type(), after.type());
    }

    static boolean narrows(String from, String to) {
        String fromBase = base(from);
        String toBase = base(to);
        if (isArray(from) && isArray(to)) return narrows(element(from), element(to));
        if (isArray(from) || isArray(to)) return !to.equals("text");
        if (family(to) == Family.TEXT)
            return limited(to)
                    && (!limited(from)
                            || family(from) != Family.TEXT
                            || limit(to, 0) < limit(from, 0));
        if (isMoment(fromBase) && isMoment(toBase)) return losesTime(from, to);
        if (fromBase.equals(toBase))
            return fromBase.equals("bit") ? !from.equals(to) : narrowerLimit(from, to);
        if (family(from) == Family.NUMBER && family(to) == Family.NUMBER)
            return limited(to)
                    || WIDTH.getOrDefault(toBase, 0) < WIDTH.getOrDefault(fromBase, 9)
                    || toBase.equals("real")
                    || toBase.equals("double precision");
        if (family(from) == Family.MOMENT)
            return family(to) != Family.MOMENT
                    && !(toBase.startsWith("time ") && !fromBase.equals("date"));
        return !(fromBase.equals("cidr") && toBase.equals("inet"))
                && !(fromBase.equals("jsonb") && toBase.equals("json"));
    }

    private static boolean narrowerLimit(String from, String to) {
        if (!limited(to)) return false;
        if (!limited(from)) return true;
        return limit(to, 0) < limit(from, 0)
                || scale(to) < scale(from)
                || limit(to, 0) - scale(to) < limit(from, 0) - scale(from);
    }

    /// Whether values are cut or rounded in silence, not refused.
    static boolean cuts(Column before, Column after) {
        String from = before.type();
        String to = after.type();
        if (isArray(from) && !isArray(to)) return family(to) != Family.TEXT;
        String toBase = base(to);
        if (toBase.equals("name")) return family(from) == Family.TEXT && !from.equals("name");
        if (isMoment(base(from)) && isMoment(toBase)) return losesTime(from, to);
        if (family(from) == Family.MOMENT && toBase.equals("date"))
            return !base(from).equals("date");
        if (family(from) == Family.NUMBER && family(to) == Family.NUMBER)
            return fractional(from) && !fractional(to)
                    || toBase.equals("real") && !base(from).equals("smallint")
                    || base(from).equals("numeric") && toBase.equals("double precision")
                    || toBase.equals("numeric") && limited(to) && scale(to) < scaleOr(from, 99);
        return false;
    }

    /// Of what has digits of a second, with or without a date.
    static boolean isMoment(String base) {
        return TIMES.contains(base) || base.startsWith("timestamp ") || isInterval(base);
    }

    private static boolean isInterval(String base) {
        return base.equals("interval") || base.startsWith("interval ");
    }

    /// Digits of a second, days, months or a zone.
    private static boolean losesTime(String from, String to) {
        String was = base(from);
        String is = base(to);
        if (digits(to) < digits(from)) return true;
        if (was.equals(is) || was.startsWith("timestamp ") && is.startsWith("timestamp "))
            return false;
        if (isInterval(was) && isInterval(is)) return !is.equals("interval");
        return !was.equals("time without time zone") || is.startsWith("timestamp ");
    }

    /// Of a second; without a limit as many as there are.
    static int digits(String type) {
        return limited(type) ? limit(type, 0) : 6;
    }

    private static boolean fractional(String type) {
        String b = base(type);
        return b.equals("numeric") && !(limited(type) && scale(type) == 0)
                || b.equals("real")
                || b.equals("double precision");
    }

    private static int scaleOr(String type, int unlimited) {
        if (WIDTH.getOrDefault(base(type), 0) < 4 && !base(type).equals("real")) return 0;
        return limited(type) ? scale(type) : unlimited;
    }

    /// Counts values too long for a limited text; for any other type all values that are there.
    static String counting(QualifiedName table, Column before, Column after) {
        String name = after.name().quoted();
        boolean text = family(after.type()) == Family.TEXT && limited(after.type());
        String range = family(before.type()) == Family.NUMBER ? RANGES.get(after.type()) : null;
        String danger =
                text
                        ? "char_length(%s::text) > %d".formatted(name, limit(after.type(), 0))
                        : range != null ? name + " NOT BETWEEN " + range : name + " IS NOT NULL";
        return "SELECT count(*) FROM " + table.quoted() + " WHERE " + danger;
    }

    private static Family family(String type) {
        return isArray(type) ? Family.OTHER : FAMILIES.getOrDefault(base(type), Family.OTHER);
    }

    static boolean isArray(String type) {
        return type.endsWith("[]");
    }

    private static String element(String type) {
        return isArray(type) ? type.substring(0, type.length() - 2) : type;
    }

    private static boolean isEnum(Column c) {
        return c.typeId() != null && c.typeId().kind() == Kind.ENUM;
    }

    private static boolean isDomain(Column c) {
        return c.typeId() != null && c.typeId().kind() == Kind.DOMAIN;
    }

    /// `timestamp(3) without time zone` → `timestamp without time zone`.
    static String base(String type) {
        return type.replaceFirst("\\([0-9, -]+\\)", "");
    }

    static boolean limited(String type) {
        return type.matches(".*\\([0-9, -]+\\).*");
    }

    static int limit(String type, int part) {
        var m = Pattern.compile("\\(([0-9, -]+)\\)").matcher(type);
        if (!m.find()) return Integer.MAX_VALUE;
        String[] numbers = m.group(1).split(",");
        return part < numbers.length ? Integer.parseInt(numbers[part].strip()) : 0;
    }

    static int scale(String type) {
        return limited(type) ? limit(type, 1) : 0;
    }
}
