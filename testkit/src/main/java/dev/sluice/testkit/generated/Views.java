package dev.sluice.testkit.generated;

import dev.sluice.testkit.generated.Expressions.Reference;
import java.util.ArrayList;
import java.util.List;

/// Views on tables and views, materialized or not.
final class Views {
    private final Draft draft;
    private final Expressions expressions;

    private enum Shape {
        SIMPLE,
        JOIN,
        GROUPED,
        UNION,
        WINDOW,
        DISTINCT,
        WITH_QUERY,
        NO_SOURCE
    }

    Views(Draft draft) {
        this.draft = draft;
        this.expressions = new Expressions(draft);
    }

    void view() {
        make(Feature.VIEW);
    }

    void materialized() {
        make(Feature.MATERIALIZED_VIEW);
    }

    private List<Item> sources() {
        var list = new ArrayList<>(draft.tables());
        list.addAll(draft.all(Feature.VIEW, Feature.MATERIALIZED_VIEW));
        // what may be empty can't be read by another materialized view
        list.removeIf(s -> s.slot("data") != Item.NONE || draft.columns(s).isEmpty());
        return list;
    }

    private void make(Feature feature) {
        List<Item> sources = sources();
        Shape shape = sources.isEmpty() ? Shape.NO_SOURCE : draft.pick(List.of(Shape.values()));
        if (shape == Shape.NO_SOURCE) {
            int view =
                    head(feature)
                            .text("SELECT {columns}")
                            .slot("where", "", "WHERE true")
                            .slot("order", "")
                            .add();
            column(view, Category.NUMBER, List.of("1", "2", "length('abc')"));
            return;
        }
        Item source = draft.pick(sources);
        List<Item> columns = draft.columns(source);
        if (shape == Shape.DISTINCT || shape == Shape.GROUPED)
            columns = columns.stream().filter(c -> c.category().isOrdered()).toList();
        if (columns.isEmpty()) return;
        List<Item> chosen = draft.some(columns, 1 + draft.random.nextInt(4));
        Making head = head(feature);
        switch (shape) {
            case SIMPLE, NO_SOURCE -> simple(feature, head, source, chosen);
            case JOIN -> join(head, source, draft.pick(sources), chosen);
            case GROUPED -> grouped(head, source, chosen);
            case UNION ->
                    plain(
                            end(
                                    head.text(
                                            "SELECT {columns} FROM {%1$d} AS a UNION ALL SELECT {columns} FROM {%1$d} AS a"
                                                    .formatted(source.id())),
                                    source,
                                    chosen),
                            chosen);
            case WINDOW -> {
                int view =
                        end(
                                head.text("SELECT {columns} FROM {" + source.id() + "} AS a"),
                                source,
                                chosen);
                plain(view, chosen);
                List<Item> orders = chosen.stream().filter(c -> c.category().isOrdered()).toList();
                String over = orders.isEmpty() ? "" : "ORDER BY a.{" + orders.getFirst().id() + "}";
                column(
                        view,
                        Category.NUMBER,
                        List.of("row_number() OVER (" + over + ")", "count(*) OVER ()"));
            }
            case DISTINCT ->
                    plain(
                            end(
                                    head.text(
                                            "SELECT DISTINCT {columns} FROM {"
                                                    + source.id()
                                                    + "} AS a"),
                                    source,
                                    chosen),
                            chosen);
            case WITH_QUERY ->
                    plain(
                            end(
                                    head.text(
                                            "WITH w AS (SELECT * FROM {"
                                                    + source.id()
                                                    + "}) SELECT {columns} FROM w AS a"),
                                    source,
                                    chosen),
                            chosen);
        }
    }

    private Making head(Feature feature) {
        boolean stored = feature == Feature.MATERIALIZED_VIEW;
        Making making =
                draft.make(feature, Item.Form.QUALIFIED)
                        .in(draft.home())
                        .named(stored ? "mv" : "v")
                        .words(stored ? "MATERIALIZED VIEW" : "VIEW")
                        .text(stored ? "CREATE MATERIALIZED VIEW {}" : "CREATE VIEW {}");
        var options = new ArrayList<>(List.of(""));
        options.add(stored ? "WITH (fillfactor=80)" : "WITH (security_barrier=true)");
        if (!stored && draft.major >= 15) options.add("WITH (security_invoker=true)");
        return making.slot("options", options).text("AS");
    }

    /// With a filter, and what a materialized view says at its end.
    private int end(Making making, Item source, List<Item> columns) {
        making.slot("where", filters(columns)).slot("order", "", "reversed");
        return finished(making, source);
    }

    private int finished(Making making, Item source) {
        if (draft.passing.contains(source.id())) draft.passing.add(making.id());
        return making.add();
    }

    private List<String> filters(List<Item> columns) {
        var list = new ArrayList<>(List.of(""));
        for (Item c : draft.some(columns, 2))
            if (c.slot("type") != Item.NONE || c.category() != Category.OTHER)
                list.add("WHERE " + draft.pick(expressions.conditions(reference(c))));
        for (Item u : draft.some(draft.plainTables(), 1))
            list.add("WHERE EXISTS (SELECT FROM {" + u.id() + "} AS z)");
        return list;
    }

    private static Reference reference(Item column) {
        return Reference.of("a", column);
    }

    private void simple(Feature feature, Making making, Item source, List<Item> chosen) {
        making.text("SELECT {columns} FROM {" + source.id() + "} AS a")
                .slot("where", filters(chosen))
                .slot("order", "", "reversed");
        Item first = chosen.getFirst();
        boolean updatable = Draft.isTable(source) && !draft.generated.contains(first.id());
        if (feature == Feature.MATERIALIZED_VIEW) making.slot("data", "WITH DATA", "WITH NO DATA");
        else if (updatable)
            making.slot(
                    "check option",
                    "",
                    "WITH LOCAL CHECK OPTION{!" + (making.id() + 1) + "}",
                    "WITH CASCADED CHECK OPTION{!" + (making.id() + 1) + "}");
        int view = finished(making, source);
        column(view, first.category(), List.of("a.{" + first.id() + "}"));
        plain(view, chosen.subList(1, chosen.size()));
    }

    private void join(Making making, Item source, Item other, List<Item> chosen) {
        List<Item> right = draft.columns(other);
        var conditions = new ArrayList<>(List.of("true"));
        for (Item a : draft.columns(source))
            for (Item b : right)
                if (a.category() == b.category()
                        && (a.category() == Category.NUMBER || a.category() == Category.TEXT))
                    conditions.add("a.{" + a.id() + "}::text = b.{" + b.id() + "}::text");
        making.text("SELECT {columns} FROM {" + source.id() + "} AS a")
                .slot("join", "JOIN", "LEFT JOIN")
                .text("{" + other.id() + "} AS b ON")
                .slot("on", draft.some(conditions, 3));
        int view = end(making, source, chosen);
        plain(view, chosen);
        Item b = draft.pick(right);
        column(view, b.category(), List.of("b.{" + b.id() + "}"));
    }

    private void grouped(Making making, Item source, List<Item> chosen) {
        Item key = chosen.getFirst();
        making.text("SELECT {columns} FROM {" + source.id() + "} AS a")
                .slot("where", filters(chosen))
                .text("GROUP BY a.{" + key.id() + "}")
                .slot("having", "", "HAVING count(*) > 1")
                .slot("order", "", "reversed");
        int view = finished(making, source);
        column(view, key.category(), List.of("a.{" + key.id() + "}"));
        column(view, Category.NUMBER, List.of("count(*)", "count(DISTINCT a.{" + key.id() + "})"));
        for (Item c : chosen.subList(1, chosen.size()))
            switch (c.category()) {
                case NUMBER ->
                        column(
                                view,
                                Category.NUMBER,
                                List.of("max(a.{" + c.id() + "})", "min(a.{" + c.id() + "})"));
                case TEXT, TIME, ENUM ->
                        column(
                                view,
                                c.category(),
                                List.of("max(a.{" + c.id() + "})", "min(a.{" + c.id() + "})"));
                case BOOLEAN -> column(view, c.category(), List.of("bool_or(a.{" + c.id() + "})"));
                case UUID, RANGE, JSON, ARRAY, OTHER -> {}
            }
    }

    private void plain(int view, List<Item> columns) {
        for (Item c : columns) {
            var ways = new ArrayList<>(List.of("a.{" + c.id() + "}"));
            ways.addAll(draft.some(expressions.scalars(reference(c)), 2));
            Category category = c.category();
            if (draft.chance(15)) {
                category = Category.TEXT;
                ways.clear();
                ways.addAll(
                        List.of(
                                "a.{" + c.id() + "}::text",
                                "coalesce(a.{" + c.id() + "}::text, 'none')"));
            }
            column(view, category, ways);
        }
    }

    private void column(int view, Category category, List<String> ways) {
        draft.make(Feature.COLUMN, Item.Form.MEMBER)
                .in(view)
                .named("c")
                .words("COLUMN")
                .of(category)
                .slot("expression", ways)
                .add();
    }
}
