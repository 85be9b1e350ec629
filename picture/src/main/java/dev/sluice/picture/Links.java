package dev.sluice.picture;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Column;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.ConstraintKind;
import dev.sluice.schema.Dependency;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Table;
import dev.sluice.sql.ConstraintSql;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The lines of a [Diagram]. What leads to something that is not drawn is left out.
final class Links {
    private static final Set<Kind> RELATIONS =
            EnumSet.of(Kind.TABLE, Kind.VIEW, Kind.MATERIALIZED_VIEW, Kind.COLUMN);

    private final Catalog catalog;
    private final List<Box> boxes;
    private final Map<QualifiedName, QualifiedName> roots;
    private final Keys keys;
    private final Map<QualifiedName, Integer> places = new HashMap<>();

    Links(Catalog catalog, List<Box> boxes, Map<QualifiedName, QualifiedName> roots, Keys keys) {
        this.catalog = catalog;
        this.boxes = boxes;
        this.roots = roots;
        this.keys = keys;
        for (int i = 0; i < boxes.size(); i++)
            if (boxes.get(i).look() != Box.Look.ENUM) places.put(boxes.get(i).name(), i);
    }

    List<Link> all() {
        var links = new ArrayList<Link>();
        for (Table t : catalog.all(Table.class)) {
            Integer from = places.get(t.name());
            if (from == null) continue;
            for (Constraint c : t.constraints())
                if (c.kind() == ConstraintKind.FOREIGN_KEY && c.references() != null)
                    key(links, from, t, c, c.references());
            for (QualifiedName parent : t.partitioning().inherits())
                whole(links, Link.Means.INHERITS, from, parent, " inherits from ");
        }
        reads(links);
        return links;
    }

    private @Nullable Integer place(QualifiedName relation) {
        return places.get(roots.getOrDefault(relation, relation));
    }

    private void key(List<Link> links, int from, Table t, Constraint c, QualifiedName parent) {
        Integer to = place(parent);
        if (to == null) return;
        List<Identifier> there = ConstraintSql.referenced(c);
        boolean mustPoint =
                c.columns().stream().allMatch(n -> t.column(n).map(Column::notNull).orElse(false));
        int fromRow = row(from, c.columns());
        int toRow = row(to, there);
        links.add(
                new Link(
                        Link.Means.of(!keys.isUnique(t, Set.copyOf(c.columns())), !mustPoint),
                        from,
                        fromRow,
                        to,
                        from == to && fromRow == toRow ? -1 : toRow,
                        c.columns().stream().map(Identifier::text).toList(),
                        t.name()
                                + columns(c.columns())
                                + " → "
                                + parent
                                + columns(there)
                                + ", "
                                + c.name()));
    }

    private int row(int box, List<Identifier> columns) {
        return columns.isEmpty() ? -1 : boxes.get(box).row(columns.getFirst().text());
    }

    private static String columns(List<Identifier> columns) {
        return columns.stream().map(Identifier::text).collect(Collectors.joining(", ", " (", ")"));
    }

    private void whole(
            List<Link> links, Link.Means means, int from, QualifiedName to, String words) {
        Integer place = place(to);
        if (place != null && place != from)
            links.add(
                    new Link(
                            means,
                            from,
                            -1,
                            place,
                            -1,
                            List.of(),
                            boxes.get(from).name() + words + boxes.get(place).name()));
    }

    private void reads(List<Link> links) {
        var read = new HashMap<Integer, Set<Integer>>();
        for (Dependency d : catalog.dependencies()) {
            Integer view = relation(d.dependent());
            Integer on = relation(d.on());
            if (view == null || on == null || boxes.get(view).look() == Box.Look.TABLE) continue;
            read.computeIfAbsent(view, _ -> new TreeSet<>()).add(on);
        }
        for (int view = 0; view < boxes.size(); view++)
            for (int on : read.getOrDefault(view, Set.of()))
                whole(links, Link.Means.READS, view, boxes.get(on).name(), " reads ");
    }

    private @Nullable Integer relation(ObjectId id) {
        return RELATIONS.contains(id.kind())
                ? place(QualifiedName.of(id.schema(), id.name()))
                : null;
    }
}
