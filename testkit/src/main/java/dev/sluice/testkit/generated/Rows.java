package dev.sluice.testkit.generated;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Rows no. 1 to 3 of every table: each column holds the value of that number of its type, or NULL
/// where nothing speaks against it. A reference is right by itself, where the row that it is on is
/// there.
final class Rows {
    private static final int COUNT = 3;
    private static final Pattern NUMBER = Pattern.compile("#(\\d+)}");

    private final GeneratedSchema schema;
    private final Rendering rendering;
    private final Values values;
    private final Map<Integer, Set<Integer>> written = new HashMap<>();
    private final List<String> inserts = new ArrayList<>();

    Rows(GeneratedSchema schema) {
        this.schema = schema;
        this.rendering = new Rendering(schema);
        this.values = new Values(schema, rendering);
    }

    List<String> inserts() {
        var open =
                new ArrayList<>(
                        schema.standingItems().stream()
                                .filter(Draft::isTable)
                                .filter(t ->
                                        t.feature() != Feature.PARTITION || t.target() == Item.NONE)
                                .toList());
        while (!open.isEmpty()) {
            Item next =
                    open.stream().filter(t -> isReady(t, open)).findFirst().orElse(open.getFirst());
            open.remove(next);
            write(next);
        }
        return List.copyOf(inserts);
    }

    private boolean isReady(Item table, List<Item> open) {
        return constraints(table, Feature.FOREIGN_KEY).stream()
                .map(Item::target)
                .allMatch(t -> t == table.id() || open.stream().noneMatch(o -> o.id() == t));
    }

    private List<Item> constraints(Item table, Feature feature) {
        return schema.model().parts(table.id()).stream()
                .filter(i -> i.feature() == feature && schema.stands(i.id()))
                .toList();
    }

    private void write(Item table) {
        List<Item> columns =
                columns(table).stream()
                        .filter(c -> !said(c).contains("GENERATED ALWAYS AS ("))
                        .toList();
        var full = new HashSet<Integer>();
        columns.stream().filter(this::isNeverNull).map(Item::id).forEach(full::add);
        for (Item t = table; t != null; t = parent(t)) {
            constraints(t, Feature.KEY).forEach(k -> full.addAll(k.columns()));
            constraints(t, Feature.INDEX).forEach(k -> full.addAll(k.columns()));
        }
        parts(table).forEach(p -> full.addAll(p.columns()));
        var rows = new TreeSet<Integer>();
        for (int n = 1; n <= COUNT; n++) {
            if (table.feature() == Feature.PARTITION && !covers(table, n)) continue;
            Set<Integer> empty = without(table, n, full);
            if (empty == null) continue;
            rows.add(n);
            inserts.add(insert(table, columns, n, full, empty));
        }
        written.put(table.id(), rows);
    }

    private @Nullable Item parent(Item table) {
        return table.target() == Item.NONE ? null : schema.item(table.target());
    }

    private List<Item> columns(Item table) {
        var found = new ArrayList<Item>();
        Item parent = parent(table);
        if (parent != null) found.addAll(columns(parent));
        found.addAll(schema.columnsIn(table.id()));
        return found;
    }

    private String said(Item column) {
        var text = new StringBuilder();
        for (int i = 0; i < column.slots().size(); i++)
            text.append(schema.text(column, i)).append(' ');
        return text.toString();
    }

    private boolean isNeverNull(Item column) {
        String said = said(column);
        return said.contains("NOT NULL")
                || said.contains("IDENTITY")
                || said.contains("serial")
                || isDomain(values.typeOf(column));
    }

    private boolean isDomain(String type) {
        return type.startsWith("{")
                && schema.item(Integer.parseInt(type.substring(1, type.indexOf('}')))).feature()
                        == Feature.DOMAIN;
    }

    /// The table and all partitions below it.
    private List<Item> parts(Item table) {
        var found = new ArrayList<>(List.of(table));
        if (table.feature() == Feature.PARTITION)
            partitions(table).forEach(p -> found.addAll(parts(p)));
        return found;
    }

    private List<Item> partitions(Item parent) {
        return schema.standingItems().stream()
                .filter(p -> p.feature() == Feature.PARTITION && p.target() == parent.id())
                .filter(p -> Draft.isTable(p) && bound(p).startsWith("PARTITION OF"))
                .toList();
    }

    private String bound(Item partition) {
        return rendering.text(partition, "partition");
    }

    /// Which partition a value hashes to is not known here: each has to take it.
    private boolean covers(Item parent, int n) {
        List<Item> partitions = partitions(parent);
        if (partitions.stream().anyMatch(p -> bound(p).contains("MODULUS")))
            return partitions.size() == 2 && partitions.stream().allMatch(p -> takes(p, n));
        return partitions.stream()
                .filter(p -> holds(bound(p), n))
                .findFirst()
                .or(() ->
                        partitions.stream().filter(p -> bound(p).contains("} DEFAULT")).findFirst())
                .filter(p -> takes(p, n))
                .isPresent();
    }

    private boolean takes(Item partition, int n) {
        return partition.columns().isEmpty() || covers(partition, n);
    }

    private static boolean holds(String bound, int n) {
        if (bound.contains("FOR VALUES IN"))
            return NUMBER.matcher(bound).results().anyMatch(m -> Integer.parseInt(m.group(1)) == n);
        int from = bound.indexOf("FROM (");
        if (from < 0) return false;
        int to = bound.indexOf(") TO (");
        return edge(bound.substring(from + 6, to), Integer.MIN_VALUE) <= n
                && n < edge(bound.substring(to + 6), Integer.MAX_VALUE);
    }

    private static int edge(String text, int open) {
        Matcher number = NUMBER.matcher(text);
        boolean isOpen = text.startsWith("MINVALUE") || text.startsWith("MAXVALUE");
        return !isOpen && number.find() ? Integer.parseInt(number.group(1)) : open;
    }

    /// Columns that have to be empty because what they are on isn't there; null where they can't
    /// be.
    private @Nullable Set<Integer> without(Item table, int n, Set<Integer> full) {
        var empty = new HashSet<Integer>();
        for (Item key : constraints(table, Feature.FOREIGN_KEY)) {
            boolean isThere =
                    key.target() == table.id()
                            || written.getOrDefault(key.target(), Set.of()).contains(n);
            if (isThere) continue;
            if (key.columns().stream().anyMatch(full::contains)) return null;
            empty.addAll(key.columns());
        }
        return empty;
    }

    private String insert(
            Item table, List<Item> columns, int n, Set<Integer> full, Set<Integer> empty) {
        String into = "INSERT INTO " + rendering.filled(table, "{" + table.id() + "}");
        if (columns.isEmpty()) return into + " DEFAULT VALUES";
        var references = new HashSet<Integer>();
        constraints(table, Feature.FOREIGN_KEY).forEach(k -> references.addAll(k.columns()));
        String names =
                columns.stream()
                        .map(c -> Rendering.quoted(schema.name(c)))
                        .collect(Collectors.joining(", "));
        String list =
                columns.stream()
                        .map(c -> {
                            boolean mayBeNull =
                                    !full.contains(c.id()) && !references.contains(c.id());
                            boolean isNull =
                                    empty.contains(c.id()) || mayBeNull && (c.id() + n) % 4 == 0;
                            return isNull ? "NULL" : values.ofItem(c, n);
                        })
                        .collect(Collectors.joining(", "));
        return into + " (" + names + ") OVERRIDING SYSTEM VALUE VALUES (" + list + ")";
    }
}
