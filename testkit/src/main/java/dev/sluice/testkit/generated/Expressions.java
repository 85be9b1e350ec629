package dev.sluice.testkit.generated;

import java.util.ArrayList;
import java.util.List;

/// Expressions about a column, in the notation of [Slot]; all are immutable. In the lists here `$`
/// is the column and `#1` its value no. 1, where its type is known.
final class Expressions {
    private static final List<String> ABOUT_NUMBERS =
            List.of(
                    "$ >= 0",
                    "$ <> 99",
                    "$ < 1000 OR $ IS NULL",
                    "abs($) < 500",
                    "$ BETWEEN -1 AND 100",
                    "$ * 2 >= $",
                    "NOT ($ < -1)",
                    "$ NOT IN (77, 78, 79)",
                    "(CASE WHEN $ > 5 THEN 'big' ELSE 'small' END) <> ''");
    private static final List<String> ABOUT_TEXTS =
            List.of(
                    "length($) < 50",
                    "$ <> ''",
                    "$ NOT IN ('x', 'y''z')",
                    "$ LIKE 'v%'",
                    "$ ~ '^v'",
                    "lower($) <> 'q'",
                    "$ <> ALL (ARRAY['a', 'b'])",
                    "char_length(trim($)) > 0",
                    "position('z' in $) = 0",
                    "$ NOT ILIKE 'zz%' AND $ || 'x' <> 'x'",
                    "$ IS DISTINCT FROM 'none'",
                    "coalesce($, 'v') <> 'back\\slash'");
    private static final List<String> ABOUT_TIMES =
            List.of(
                    "$ > #0 OR true",
                    "$ <> 'infinity'",
                    "$ IS NOT NULL OR $ IS NULL",
                    "$ >= '1999-01-01'");
    private static final List<String> ABOUT_LABELS =
            List.of("$ >= #0", "$ <> #1 OR true", "$ IN (#0, #1) OR $ IS NOT NULL");

    private final Draft draft;

    Expressions(Draft draft) {
        this.draft = draft;
    }

    /// A column under the name that it has where the expression stands.
    record Reference(String text, Item column) {
        static Reference of(Item column) {
            return new Reference("{" + column.id() + "}", column);
        }

        static Reference of(String alias, Item column) {
            return new Reference(alias + ".{" + column.id() + "}", column);
        }

        /// The columns of a view have no type here.
        private boolean isTyped() {
            return column.slot("type") != Item.NONE;
        }

        private String filled(String template) {
            return template.replaceAll("#(\\d)", "{" + column.id() + "#$1}").replace("$", text);
        }
    }

    /// True for every value of the generator's, and for NULL not false.
    List<String> conditions(Reference r) {
        var list = new ArrayList<String>();
        for (String template : conditions(r.column().category(), r.isTyped()))
            list.add(r.filled(template));
        if (r.column().category() == Category.NUMBER)
            functions(Category.NUMBER)
                    .forEach(f -> list.add(f + "(" + r.text() + ") IS DISTINCT FROM -7"));
        return list;
    }

    /// The same of a domain's VALUE.
    static List<String> ofValue(Category category) {
        return conditions(category, false).stream().map(c -> c.replace("$", "VALUE")).toList();
    }

    private static List<String> conditions(Category category, boolean typed) {
        return switch (category) {
            case NUMBER -> ABOUT_NUMBERS;
            case TEXT -> ABOUT_TEXTS;
            case TIME -> typed ? ABOUT_TIMES : ABOUT_TIMES.subList(1, ABOUT_TIMES.size());
            case BOOLEAN -> List.of("$ OR NOT $", "$ IS NOT NULL OR $ IS UNKNOWN");
            case ENUM -> typed ? ABOUT_LABELS : List.of("$ = $");
            case RANGE -> List.of("NOT isempty($)", "lower($) <= upper($)");
            case JSON -> List.of("jsonb_typeof($) <> 'array'", "$ ->> 'zz' IS NULL");
            case ARRAY -> List.of("cardinality($) < 9", "array_ndims($) = 1");
            case UUID, OTHER -> List.of("$ IS NULL OR $ IS NOT NULL");
        };
    }

    /// Of the same category.
    List<String> scalars(Reference r) {
        Category category = r.column().category();
        List<String> templates =
                switch (category) {
                    case NUMBER ->
                            List.of(
                                    "$ + 1",
                                    "abs($)",
                                    "$ * 2 - 1",
                                    "coalesce($, 0)",
                                    "CASE WHEN $ > 2 THEN $ ELSE 0 END",
                                    "greatest($, 1)");
                    case TEXT ->
                            List.of(
                                    "lower($)",
                                    "upper($)",
                                    "$ || 'x'",
                                    "coalesce($, '')",
                                    "substr($, 1, 3)",
                                    "btrim($)",
                                    "$ COLLATE \"C\"");
                    case BOOLEAN -> List.of("NOT $", "$ IS NOT TRUE");
                    case TIME, UUID, ENUM ->
                            r.isTyped()
                                    ? List.of("coalesce($, #1)", "greatest($, #0)")
                                    : List.of("nullif($, $)");
                    case RANGE -> List.of("$ * $");
                    case JSON -> List.of("$ || '[]'", "$ -> 'a'");
                    case ARRAY -> List.of("array_cat($, $)");
                    case OTHER -> List.of("coalesce($, $)");
                };
        var list = new ArrayList<String>();
        for (String template : templates) list.add(r.filled(template));
        functions(category).forEach(f -> list.add(f + "(" + r.text() + ")"));
        return list;
    }

    /// Names of functions of one argument that give the category back.
    private List<String> functions(Category category) {
        return draft.all(Feature.FUNCTION).stream()
                .filter(f -> f.category() == category && category != Category.OTHER)
                .map(f -> "{" + f.id() + "}")
                .toList();
    }
}
