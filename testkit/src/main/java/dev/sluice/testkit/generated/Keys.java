package dev.sluice.testkit.generated;

import dev.sluice.testkit.generated.Expressions.Reference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Constraints and indexes.
final class Keys {
    private final Draft draft;
    private final Tables tables;
    private final Expressions expressions;

    /// Those that a foreign key can be on.
    private final List<Item> targets = new ArrayList<>();

    private final Set<Integer> withPrimaryKey = new HashSet<>();

    Keys(Draft draft, Tables tables) {
        this.draft = draft;
        this.tables = tables;
        this.expressions = new Expressions(draft);
    }

    private static String list(List<Integer> columns) {
        return columns.stream().map(c -> "{" + c + "}").collect(Collectors.joining(", ", "(", ")"));
    }

    private Making constraint(Feature feature, Item table, String stem) {
        return draft.make(feature, Item.Form.MEMBER).in(table.id()).named(stem).words("CONSTRAINT");
    }

    private static String add(Item table) {
        return "ALTER TABLE {" + table.id() + "} ADD CONSTRAINT {}";
    }

    /// On a partitioned table it holds all that decide about the partition.
    private List<Integer> keyColumns(Item table, int most) {
        var chosen =
                new ArrayList<>(table.feature() == Feature.PARTITION ? table.columns() : List.of());
        List<Integer> wide =
                draft.indexable(table).stream()
                        .filter(c -> c.category().isWide() && !chosen.contains(c.id()))
                        .map(Item::id)
                        .toList();
        chosen.addAll(
                draft.some(
                        wide,
                        chosen.isEmpty()
                                ? 1 + draft.random.nextInt(most)
                                : draft.random.nextInt(2)));
        return chosen;
    }

    void key() {
        List<Item> candidates = draft.wholeTables();
        if (candidates.isEmpty()) return;
        Item table = draft.pick(candidates);
        List<Integer> columns = keyColumns(table, 2);
        if (columns.isEmpty()) return;
        boolean primary = withPrimaryKey.add(table.id());
        boolean target = !draft.passing.contains(table.id()) && (primary || draft.chance(60));
        Making making =
                constraint(Feature.KEY, table, primary ? "pk" : "uq")
                        .columns(columns)
                        .text(add(table) + (primary ? " PRIMARY KEY" : " UNIQUE"));
        if (!primary && draft.major >= 15) making.slot("nulls", "", "NULLS NOT DISTINCT");
        making.text(list(columns));
        List<Item> others =
                draft.ordered(table).stream().filter(c -> !columns.contains(c.id())).toList();
        if (!others.isEmpty())
            making.slot("include", "", "INCLUDE ({" + draft.pick(others).id() + "})");
        if (!target) making.slot("deferrable", "", "DEFERRABLE", "DEFERRABLE INITIALLY DEFERRED");
        Item key = draft.item(making.add());
        if (target) targets.add(key);
    }

    void check() {
        List<Item> candidates = draft.tables();
        if (candidates.isEmpty()) return;
        Item table = draft.pick(candidates);
        List<Item> columns = draft.indexable(table);
        if (columns.isEmpty()) return;
        Item one = draft.pick(columns);
        Item other = draft.pick(columns);
        List<String> conditions = draft.some(expressions.conditions(Reference.of(one)), 2);
        var ways = new ArrayList<>(conditions.stream().map(c -> "CHECK (" + c + ")").toList());
        ways.add(
                "CHECK ((%s) AND (%s))"
                        .formatted(
                                conditions.getFirst(),
                                draft.pick(expressions.conditions(Reference.of(other)))));
        boolean inherits = table.feature() != Feature.TABLE;
        constraint(Feature.CHECK, table, "ck")
                .text(add(table))
                .slot("condition", ways)
                .slot("inherit", inherits ? List.of("") : List.of("", "", "NO INHERIT"))
                .slot(
                        "validity",
                        draft.major >= 18
                                ? List.of("", "NOT VALID", "NOT ENFORCED")
                                : List.of("", "NOT VALID"))
                .add();
    }

    void foreignKey() {
        List<Item> candidates = draft.wholeTables();
        if (targets.isEmpty() || candidates.isEmpty()) return;
        Item key = draft.pick(targets);
        Item target = draft.item(key.home());
        Item table = draft.chance(15) ? target : draft.pick(candidates);
        // a type that is made after the table can't be its column's
        boolean early =
                key.columns().stream()
                        .flatMap(c -> typeNeeds(draft.item(c)).stream())
                        .allMatch(need -> need < table.id());
        if (!early) return;
        List<Integer> columns = tables.referring(table, key.columns());
        Making making =
                constraint(Feature.FOREIGN_KEY, table, "fk")
                        .columns(columns)
                        .target(target.id())
                        .text(
                                add(table)
                                        + " FOREIGN KEY "
                                        + list(columns)
                                        + " REFERENCES {"
                                        + target.id()
                                        + "} "
                                        + list(key.columns())
                                        + "{!"
                                        + key.id()
                                        + "}")
                        .slot("match", "", "MATCH FULL")
                        .slot("on update", "", "ON UPDATE CASCADE", "ON UPDATE RESTRICT");
        var onDelete =
                new ArrayList<>(
                        List.of(
                                "",
                                "ON DELETE CASCADE",
                                "ON DELETE SET NULL",
                                "ON DELETE SET DEFAULT"));
        if (draft.major >= 15) onDelete.add("ON DELETE SET NULL ({" + columns.getLast() + "})");
        making.slot("on delete", onDelete)
                .slot("deferrable", "", "DEFERRABLE", "DEFERRABLE INITIALLY DEFERRED");
        if (table.feature() != Feature.PARTITION) making.slot("validity", "", "NOT VALID");
        making.add();
    }

    private List<Integer> typeNeeds(Item column) {
        var needs = new ArrayList<Integer>();
        for (List<Integer> ids : column.slots().get(column.slot("type")).needs())
            for (int id : ids) {
                Item item = draft.item(id);
                if (item.feature() == Feature.COLUMN) needs.addAll(typeNeeds(item));
                else needs.add(id);
            }
        return needs;
    }

    void exclusion() {
        List<Item> candidates = draft.plainTables();
        if (candidates.isEmpty()) return;
        Item table = draft.pick(candidates);
        List<Item> ranges =
                draft.indexable(table).stream()
                        .filter(c -> c.category() == Category.RANGE)
                        .toList();
        List<Item> wide =
                draft.indexable(table).stream().filter(c -> c.category().isWide()).toList();
        var ways = new ArrayList<String>();
        ranges.forEach(c -> ways.add("USING gist ({" + c.id() + "} WITH &&)"));
        wide.forEach(c -> ways.add("({" + c.id() + "} WITH =)"));
        if (ways.isEmpty()) return;
        Making making =
                constraint(Feature.EXCLUSION, table, "ex")
                        .text(add(table) + " EXCLUDE")
                        .slot("elements", draft.some(ways, 3));
        if (!wide.isEmpty())
            making.slot(
                    "where",
                    "",
                    "WHERE ("
                            + draft.pick(expressions.conditions(Reference.of(draft.pick(wide))))
                            + ")");
        making.slot("deferrable", "", "DEFERRABLE").add();
    }

    void index() {
        var candidates = new ArrayList<>(draft.tables());
        candidates.addAll(draft.all(Feature.MATERIALIZED_VIEW));
        candidates.removeIf(t -> draft.indexable(t).isEmpty());
        if (candidates.isEmpty()) return;
        Item table = draft.pick(candidates);
        Making making =
                draft.make(Feature.INDEX, Item.Form.INDEX)
                        .in(table.id())
                        .named("ix")
                        .words("INDEX");
        boolean partitioned = table.feature() == Feature.PARTITION;
        List<Integer> key = keyColumns(table, 2);
        if (!partitioned
                && !key.isEmpty()
                && table.feature() != Feature.MATERIALIZED_VIEW
                && draft.chance(25)) {
            making.columns(key).slot("unique", "CREATE UNIQUE INDEX", "CREATE INDEX");
            making.text("{} ON {" + table.id() + "}")
                    .slot("elements", list(key), list(key.reversed()));
            if (draft.major >= 15) making.slot("nulls", "", "NULLS NOT DISTINCT");
            making.slot("options", "", "WITH (fillfactor = 60)");
        } else {
            List<String> ways = draft.some(elements(table), 4);
            making.text("CREATE INDEX {} ON {" + table.id() + "}").slot("elements", ways);
        }
        making.slot("where", predicates(table)).add();
    }

    private List<String> predicates(Item table) {
        List<Item> columns = draft.ordered(table);
        var list = new ArrayList<>(List.of(""));
        for (Item c : draft.some(columns, 2)) {
            list.add("WHERE " + draft.pick(expressions.conditions(Reference.of(c))));
            list.add("WHERE {" + c.id() + "} IS NOT NULL");
        }
        return list;
    }

    private List<String> elements(Item table) {
        var list = new ArrayList<String>();
        List<Item> ordered = draft.ordered(table);
        for (Item c : draft.indexable(table)) {
            String name = "{" + c.id() + "}";
            switch (c.category()) {
                case NUMBER, TIME ->
                        list.addAll(List.of("USING hash (" + name + ")", "(" + name + " DESC)"));
                case TEXT ->
                        list.addAll(
                                List.of(
                                        "(" + name + " text_pattern_ops)",
                                        "(" + name + " COLLATE \"C\" DESC NULLS LAST)",
                                        "USING spgist (" + name + ")",
                                        "USING gin (to_tsvector('simple'::regconfig, "
                                                + name
                                                + "))"));
                case RANGE ->
                        list.addAll(
                                List.of(
                                        "USING gist (" + name + ")",
                                        "USING spgist (" + name + ")"));
                case JSON ->
                        list.addAll(
                                List.of(
                                        "USING gin (" + name + ")",
                                        "USING gin (" + name + " jsonb_path_ops)"));
                case BOOLEAN, UUID, ENUM -> list.add("(" + name + " NULLS FIRST)");
                case ARRAY, OTHER -> {}
            }
            if (c.category().isOrdered() && c.category() != Category.RANGE) {
                list.add("((" + draft.pick(expressions.scalars(Reference.of(c))) + "))");
                Item other = draft.pick(ordered);
                if (other != c) {
                    list.add("(" + name + ", {" + other.id() + "} DESC)");
                    list.add("(" + name + ") INCLUDE ({" + other.id() + "})");
                }
            }
        }
        if (list.isEmpty()) list.add("((1))");
        return list;
    }
}
