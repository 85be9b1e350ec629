package dev.sluice.source.drizzle;

import dev.sluice.schema.Column;
import dev.sluice.schema.Generated;
import dev.sluice.schema.Identity;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.Sequence;
import dev.sluice.schema.SequenceOptions;
import dev.sluice.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A column as a builder expression: `varchar("email", { length: 320 }).notNull()`.
final class ColumnText {
    private static final Pattern SIZED =
            Pattern.compile("([a-z ]+?)\\((\\d+)(?:,(-?\\d+))?\\)( .*)?");
    private static final Pattern LITERAL = Pattern.compile("'((?:[^']|'')*)'(?:::(.*))?");
    private static final Pattern NUMBER =
            Pattern.compile("-?\\d{1,15}(\\.\\d{1,10})?|'(-\\d{1,9})'::integer");

    /// Types without options whose builder has their own name, or another.
    private static final Map<String, String> PLAIN =
            Map.ofEntries(
                    Map.entry("smallint", "smallint"),
                    Map.entry("integer", "integer"),
                    Map.entry("boolean", "boolean"),
                    Map.entry("text", "text"),
                    Map.entry("character varying", "varchar"),
                    Map.entry("numeric", "numeric"),
                    Map.entry("real", "real"),
                    Map.entry("double precision", "doublePrecision"),
                    Map.entry("json", "json"),
                    Map.entry("jsonb", "jsonb"),
                    Map.entry("uuid", "uuid"),
                    Map.entry("inet", "inet"),
                    Map.entry("cidr", "cidr"),
                    Map.entry("macaddr", "macaddr"),
                    Map.entry("macaddr8", "macaddr8"),
                    Map.entry("date", "date"),
                    Map.entry("point", "point"),
                    Map.entry("line", "line"),
                    Map.entry("interval", "interval"));

    private static final Set<String> TEXTUAL =
            Set.of(
                    "text",
                    "varchar",
                    "char",
                    "uuid",
                    "inet",
                    "cidr",
                    "macaddr",
                    "macaddr8",
                    "date",
                    "time",
                    "timestamp",
                    "interval",
                    "numeric");
    private static final Set<String> NUMERIC =
            Set.of("smallint", "integer", "bigint", "real", "doublePrecision");

    private final ModuleText module;
    private final Map<ObjectId, String> enums;
    private final Map<ObjectId, Sequence> serials;

    /// `serials` are the sequences that serial columns own.
    ColumnText(ModuleText module, Map<ObjectId, String> enums, Map<ObjectId, Sequence> serials) {
        this.module = module;
        this.enums = enums;
        this.serials = serials;
    }

    /// A builder's name and its options as written, empty without.
    private record Builder(String name, String options) {
        static Builder of(String name, String... options) {
            return new Builder(
                    name, options.length == 0 ? "" : "{ " + String.join(", ", options) + " }");
        }
    }

    String of(Table table, Column c, String key) {
        Sequence serial = serials.get(ObjectId.member(Kind.COLUMN, table.name(), c.name()));
        String element = c.type().replaceAll("(\\[])+$", "");
        boolean array = !element.equals(c.type());
        Builder b = serial != null ? serial(c.type()) : builder(element, c.typeId());
        var text = new StringBuilder(call(b, c.name().text(), key));
        if (array) text.append(".array()");
        if (isPrimaryKey(table, c)) text.append(".primaryKey()");
        if (c.defaultExpression() != null && serial == null) text.append(defaulted(c, b, array));
        if (c.identity() != null) text.append(identity(table, c, c.identity()));
        if (c.generated() != null) text.append(generated(c.generated()));
        if (c.notNull() && serial == null && c.identity() == null && !isPrimaryKey(table, c))
            text.append(".notNull()");
        return text.toString();
    }

    /// A column of a view: its type alone.
    String ofView(String name, String type, @Nullable ObjectId typeId, String key) {
        String element = type.replaceAll("(\\[])+$", "");
        String call = call(builder(element, typeId), name, key);
        return element.equals(type) ? call : call + ".array()";
    }

    private static String call(Builder b, String name, String key) {
        var arguments = new ArrayList<String>();
        if (!name.equals(key)) arguments.add(TypeScript.string(name));
        if (!b.options().isEmpty()) arguments.add(b.options());
        return b.name() + "(" + String.join(", ", arguments) + ")";
    }

    /// A one-column key of PostgreSQL's own name; any other is written beside the columns.
    static boolean isPrimaryKey(Table table, Column c) {
        String own = Names.madeUp(table.name().name().text(), "", "pkey");
        return table.constraints().stream()
                .anyMatch(k ->
                        k.kind() == dev.sluice.schema.ConstraintKind.PRIMARY_KEY
                                && k.columns().equals(List.of(c.name()))
                                && k.name().text().equals(own));
    }

    private Builder serial(String type) {
        return switch (type) {
            case "smallint" -> Builder.of(module.core("smallserial"));
            case "integer" -> Builder.of(module.core("serial"));
            default -> Builder.of(module.core("bigserial"), "mode: \"number\"");
        };
    }

    private Builder builder(String type, @Nullable ObjectId typeId) {
        String enumeration = enums.get(ObjectId.of(Kind.ENUM, qualified(type)));
        if (enumeration == null && typeId != null) enumeration = enums.get(typeId);
        if (enumeration != null) return Builder.of(enumeration);
        String plain = PLAIN.get(type);
        if (plain != null) return Builder.of(module.core(plain));
        if (type.equals("bigint")) return Builder.of(module.core("bigint"), "mode: \"number\"");
        Builder timed = timed(type);
        if (timed != null) return timed;
        Matcher sized = SIZED.matcher(type.startsWith("public.") ? type.substring(7) : type);
        Builder known = sized.matches() ? sized(sized) : null;
        if (known != null) return known;
        return Builder.of(module.customType(local(type)));
    }

    /// `public.citext` is `citext` to Drizzle.
    private static String local(String type) {
        return type.startsWith("public.") ? type.substring(7) : type;
    }

    private static dev.sluice.schema.QualifiedName qualified(String type) {
        int dot = type.startsWith("\"") ? type.indexOf("\".") + 1 : type.indexOf('.');
        if (dot <= 0)
            return dev.sluice.schema.QualifiedName.of("pg_catalog", type.isEmpty() ? "-" : type);
        return dev.sluice.schema.QualifiedName.of(
                bare(type.substring(0, dot)), bare(type.substring(dot + 1)));
    }

    private static String bare(String name) {
        return name.startsWith("\"") && name.endsWith("\"") && name.length() > 2
                ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
                : name.isEmpty() ? "-" : name;
    }

    private @Nullable Builder timed(String type) {
        Matcher m =
                Pattern.compile("(time|timestamp)(?:\\((\\d)\\))? (with|without) time zone")
                        .matcher(type);
        if (m.matches()) {
            var options = new ArrayList<String>();
            if (m.group(2) != null) options.add("precision: " + m.group(2));
            if (m.group(3).equals("with")) options.add("withTimezone: true");
            if (m.group(1).equals("timestamp")) options.add("mode: \"string\"");
            return Builder.of(module.core(m.group(1)), options.toArray(String[]::new));
        }
        Matcher i =
                Pattern.compile(
                                "interval(?: (year|month|day|hour|minute|second|year to month|day to hour|day to minute|day to second|hour to minute|hour to second|minute to second))?(?:\\(([1-6])\\))?")
                        .matcher(type);
        if (!i.matches()) return null;
        var options = new ArrayList<String>();
        if (i.group(1) != null) options.add("fields: \"" + i.group(1) + "\"");
        if (i.group(2) != null) options.add("precision: " + i.group(2));
        return Builder.of(module.core("interval"), options.toArray(String[]::new));
    }

    private @Nullable Builder sized(Matcher m) {
        if (m.group(4) != null) return null;
        String size = m.group(2);
        return switch (m.group(1)) {
            case "character varying" -> Builder.of(module.core("varchar"), "length: " + size);
            case "character" -> Builder.of(module.core("char"), "length: " + size);
            case "numeric" ->
                    Builder.of(
                            module.core("numeric"), "precision: " + size, "scale: " + m.group(3));
            case "bit" -> Builder.of(module.core("bit"), "dimensions: " + size);
            case "vector" -> Builder.of(module.core("vector"), "dimensions: " + size);
            case "halfvec" -> Builder.of(module.core("halfvec"), "dimensions: " + size);
            case "sparsevec" -> Builder.of(module.core("sparsevec"), "dimensions: " + size);
            default -> null;
        };
    }

    /// A JavaScript value where it can only mean the same, else the expression itself.
    private String defaulted(Column c, Builder b, boolean array) {
        String text = String.valueOf(c.defaultExpression());
        if (!array) {
            if (text.equals("now()") && b.name().matches("timestamp|date|time"))
                return ".defaultNow()";
            if (text.equals("gen_random_uuid()") && b.name().equals("uuid"))
                return ".defaultRandom()";
            if (text.matches("true|false") && b.name().equals("boolean"))
                return ".default(" + text + ")";
            Matcher number = NUMBER.matcher(text);
            if (number.matches() && NUMERIC.contains(b.name()))
                return ".default(" + (number.group(2) != null ? number.group(2) : text) + ")";
            Matcher literal = LITERAL.matcher(text);
            if (literal.matches()
                    && (TEXTUAL.contains(b.name()) || enums.containsValue(b.name()))
                    && sameType(c.type(), literal.group(2)))
                return ".default(" + TypeScript.string(literal.group(1).replace("''", "'")) + ")";
        } else if (text.equals("'{}'::" + c.type())) return ".default([])";
        return ".default(" + module.sql(text) + ")";
    }

    private static boolean sameType(String column, @Nullable String cast) {
        if (cast == null) return false;
        return cast.equals(column) || column.replaceAll("\\(\\d+(,-?\\d+)?\\)", "").equals(cast);
    }

    private String generated(Generated g) {
        return ".generatedAlwaysAs(" + module.sql(Printed.unwrapped(g.expression())) + ")";
    }

    private static String identity(Table table, Column c, Identity i) {
        var options = new ArrayList<String>();
        String own = table.name().name().text() + "_" + c.name().text() + "_seq";
        if (!i.sequence().name().equals(Names.stored(own)))
            options.add("name: " + TypeScript.string(i.sequence().name().text()));
        numbers(i.options(), bounds(c.type(), i.options().increment() < 0), options);
        return (i.always() ? ".generatedAlwaysAsIdentity(" : ".generatedByDefaultAsIdentity(")
                + (options.isEmpty() ? "" : "{ " + String.join(", ", options) + " }")
                + ")";
    }

    /// What Drizzle fills in for an identity column without options.
    private static long[] bounds(String type, boolean down) {
        return down ? new long[] {-32768, -1} : new long[] {1, Types.max(type)};
    }

    static void numbers(SequenceOptions o, long[] bounds, List<String> options) {
        long start = o.increment() < 0 ? o.max() : o.min();
        if (o.start() != start) options.add("startWith: " + number(o.start()));
        if (o.increment() != 1) options.add("increment: " + number(o.increment()));
        if (o.min() != bounds[0]) options.add("minValue: " + number(o.min()));
        if (o.max() != bounds[1]) options.add("maxValue: " + number(o.max()));
        if (o.cache() != 1) options.add("cache: " + number(o.cache()));
        if (o.cycle()) options.add("cycle: true");
    }

    /// A long one as a string: JavaScript would round it.
    private static String number(long value) {
        return Math.abs(value) < 1L << 53 && value != Long.MIN_VALUE
                ? Long.toString(value)
                : "\"" + value + "\"";
    }
}
