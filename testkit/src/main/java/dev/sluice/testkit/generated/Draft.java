package dev.sluice.testkit.generated;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/// A model while it is made.
final class Draft {
    static final int PUBLIC = 0;

    /// Names that somebody uses somewhere.
    private static final List<String> HOSTILE =
            List.of(
                    "user",
                    "order",
                    "select",
                    "Table",
                    "Ünï çødé",
                    "it's",
                    "a\"b",
                    "semi;colon",
                    "dot.ted",
                    "--",
                    "/*",
                    "$$",
                    "back\\slash",
                    "%s ?",
                    " x ",
                    "\ttab",
                    "new\nline",
                    "数据",
                    "CamelCase",
                    "check",
                    "1st",
                    "nextval('x')",
                    "Public");

    final RandomGenerator random;
    final int major;
    private final Set<Feature> on;
    private final List<Item> items = new ArrayList<>();
    private final Map<Integer, int[]> choices = new HashMap<>();
    private final Map<String, Integer> counters = new HashMap<>();
    private final Set<String> hostile = new HashSet<>();

    /// Tables that no foreign key may be on and no publication hold: they may be unlogged.
    final Set<Integer> passing = new HashSet<>();

    /// Columns that no index, key or trigger may know: they may be virtual.
    final Set<Integer> generated = new HashSet<>();

    Draft(RandomGenerator random, int major, Set<Feature> on) {
        this.random = random;
        this.major = major;
        this.on = on;
        // stands in every database
        new Making(this, Feature.SCHEMA, Item.Form.GLOBAL).exactly("public").text("").add();
    }

    Model model() {
        return Model.of(major, items, choices);
    }

    boolean has(Feature feature) {
        return on.contains(feature);
    }

    Making make(Feature feature, Item.Form form) {
        return new Making(this, feature, form);
    }

    int add(Item item, int[] chosen) {
        items.add(item);
        choices.put(item.id(), chosen);
        return item.id();
    }

    int nextId() {
        return items.size();
    }

    Item item(int id) {
        return items.get(id);
    }

    List<Item> all(Feature... features) {
        List<Feature> wanted = List.of(features);
        return items.stream().filter(i -> wanted.contains(i.feature())).toList();
    }

    /// A schema to stand in.
    int home() {
        return has(Feature.SCHEMA) && chance(50) ? pick(all(Feature.SCHEMA)).id() : PUBLIC;
    }

    String name(String stem) {
        if (has(Feature.HOSTILE_NAME) && chance(8)) {
            String name = chance(15) ? "long_".repeat(11) + items.size() : pick(HOSTILE);
            if (hostile.add(name)) return name;
        }
        return stem + counters.merge(stem, 1, Integer::sum);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /// Some of them, in random order.
    <T> List<T> some(List<T> of, int most) {
        var left = new ArrayList<>(of);
        var picked = new ArrayList<T>();
        for (int i = 0; i < most && !left.isEmpty(); i++)
            picked.add(left.remove(random.nextInt(left.size())));
        return picked;
    }

    /// Tables of every kind.
    List<Item> tables() {
        return items.stream().filter(Draft::isTable).toList();
    }

    /// Tables that are no part of another one.
    List<Item> wholeTables() {
        return tables().stream()
                .filter(t -> t.feature() != Feature.PARTITION || t.target() == Item.NONE)
                .toList();
    }

    /// Tables that hold their rows themselves and are no partition.
    List<Item> plainTables() {
        return tables().stream().filter(t -> t.feature() != Feature.PARTITION).toList();
    }

    static boolean isTable(Item i) {
        return i.form() == Item.Form.QUALIFIED
                && (i.feature() == Feature.TABLE
                        || i.feature() == Feature.PARTITION
                        || i.feature() == Feature.INHERITANCE);
    }

    /// Of a table with those of its parents, of a view, of a type.
    List<Item> columns(Item owner) {
        var found = new ArrayList<Item>();
        if (isTable(owner) && owner.target() != Item.NONE)
            found.addAll(columns(item(owner.target())));
        items.stream()
                .filter(i -> i.feature() == Feature.COLUMN && i.home() == owner.id())
                .forEach(found::add);
        return found;
    }

    /// Those that may stand in an index, a key, a trigger.
    List<Item> indexable(Item owner) {
        return columns(owner).stream().filter(c -> !generated.contains(c.id())).toList();
    }

    /// Of which the category is known and can be compared.
    List<Item> ordered(Item owner) {
        return indexable(owner).stream().filter(c -> c.category().isOrdered()).toList();
    }
}
