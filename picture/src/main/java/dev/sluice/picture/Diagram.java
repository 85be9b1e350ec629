package dev.sluice.picture;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.EnumType;
import dev.sluice.schema.MaterializedView;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Table;
import dev.sluice.schema.View;
import dev.sluice.schema.ViewColumn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What a picture shows, in the order of the catalog.
record Diagram(List<Box> boxes, List<Link> links) {
    Diagram {
        boxes = List.copyOf(boxes);
        links = List.copyOf(links);
    }

    static Diagram of(Catalog catalog) {
        Map<QualifiedName, QualifiedName> roots = roots(catalog);
        var keys = new Keys(catalog);
        List<Box> boxes =
                Stream.of(
                                catalog.all(EnumType.class).stream().map(Diagram::box),
                                catalog.all(Table.class).stream()
                                        .filter(t -> t.name().equals(roots.get(t.name())))
                                        .map(t -> box(t, keys, partitions(t.name(), roots))),
                                catalog.all(View.class).stream()
                                        .map(v ->
                                                view(
                                                        Box.Look.VIEW,
                                                        v.name(),
                                                        v.columns(),
                                                        v.comment())),
                                catalog.all(MaterializedView.class).stream()
                                        .map(v ->
                                                view(
                                                        Box.Look.MATERIALIZED_VIEW,
                                                        v.name(),
                                                        v.columns(),
                                                        v.comment())))
                        .flatMap(s -> s)
                        .toList();
        return new Diagram(boxes, new Links(catalog, boxes, roots, keys).all());
    }

    boolean isEmpty() {
        return boxes.isEmpty();
    }

    /// In their order, each once.
    List<String> schemas() {
        return boxes.stream().map(b -> b.name().schema().text()).distinct().sorted().toList();
    }

    /// `12 tables, 1 view`.
    String words() {
        var counts = new TreeMap<Box.Look, Integer>();
        for (Box b : boxes) counts.merge(b.look(), 1, Integer::sum);
        if (counts.isEmpty()) return "no table, view or enum";
        return String.join(
                ", ",
                counts.entrySet().stream()
                        .map(e ->
                                e.getValue()
                                        + " "
                                        + e.getKey().words()
                                        + (e.getValue() == 1 ? "" : "s"))
                        .toList());
    }

    /// For each table the one that its rows belong to: itself, or the top of its partitioning.
    private static Map<QualifiedName, QualifiedName> roots(Catalog catalog) {
        var roots = new HashMap<QualifiedName, QualifiedName>();
        for (Table t : catalog.all(Table.class)) {
            Table top = t;
            while (top.partitioning().parent() != null) {
                var above = catalog.table(top.partitioning().parent());
                if (above.isEmpty()) break;
                top = above.get();
            }
            roots.put(t.name(), top.name());
        }
        return roots;
    }

    private static int partitions(QualifiedName table, Map<QualifiedName, QualifiedName> roots) {
        return (int) roots.values().stream().filter(table::equals).count() - 1;
    }

    private static Box box(Table t, Keys keys, int partitions) {
        List<Row> rows =
                t.columns().stream()
                        .map(c ->
                                new Row(
                                        c.name().text(),
                                        TypeText.of(c.type(), t.name().schema()),
                                        c.notNull(),
                                        keys.isPrimary(t, c.name()),
                                        keys.isForeign(t, c.name()),
                                        keys.isUnique(t, Set.of(c.name()))))
                        .toList();
        String key = t.partitioning().key();
        String note =
                key == null
                        ? ""
                        : partitions
                                + (partitions == 1 ? " partition" : " partitions")
                                + " by "
                                + key;
        return new Box(Box.Look.TABLE, t.name(), rows, note, t.comment());
    }

    private static Box view(
            Box.Look look,
            QualifiedName name,
            List<ViewColumn> columns,
            @org.jspecify.annotations.Nullable String comment) {
        return new Box(
                look,
                name,
                columns.stream()
                        .map(c -> Row.plain(c.name().text(), TypeText.of(c.type(), name.schema())))
                        .toList(),
                "",
                comment);
    }

    private static Box box(EnumType e) {
        return new Box(
                Box.Look.ENUM,
                e.name(),
                e.labels().stream().map(l -> Row.plain(l.isEmpty() ? "''" : l, "")).toList(),
                "",
                e.comment());
    }
}
