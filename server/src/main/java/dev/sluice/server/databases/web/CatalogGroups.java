package dev.sluice.server.databases.web;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Column;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.EnumType;
import dev.sluice.schema.Index;
import dev.sluice.schema.Literal;
import dev.sluice.schema.MaterializedView;
import dev.sluice.schema.SchemaObject;
import dev.sluice.schema.Table;
import dev.sluice.schema.Unsupported;
import dev.sluice.schema.View;
import dev.sluice.sql.Sql;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/// The objects of a catalog by kind; a table stands with its indexes.
final class CatalogGroups {
    private CatalogGroups() {}

    static List<DatabaseView.Group> of(Catalog catalog) {
        var groups = new LinkedHashMap<String, List<DatabaseView.ObjectLine>>();
        for (Table table : catalog.all(Table.class)) {
            groups.computeIfAbsent("table", k -> new ArrayList<>()).add(table(catalog, table));
        }
        for (SchemaObject object : catalog.objects()) {
            if (!(object instanceof Table) && !(object instanceof Index)) {
                groups.computeIfAbsent(kind(object), k -> new ArrayList<>())
                        .add(other(catalog, object));
            }
        }
        return groups.entrySet().stream()
                .map(e -> new DatabaseView.Group(e.getKey(), e.getValue()))
                .toList();
    }

    private static String kind(SchemaObject object) {
        return object instanceof Unsupported other ? other.kindName() : object.id().kind().words();
    }

    private static DatabaseView.ObjectLine table(Catalog catalog, Table table) {
        var texts = new ArrayList<String>();
        for (Constraint c : table.constraints()) {
            texts.add("constraint " + c.name().text() + " " + c.definition());
        }
        for (Index index : catalog.all(Index.class)) {
            if (index.table().equals(table.name())) {
                texts.add(index.definition());
            }
        }
        return new DatabaseView.ObjectLine(
                anchor(table),
                name(table),
                table.comment(),
                table.columns().stream().map(CatalogGroups::column).toList(),
                texts);
    }

    private static DatabaseView.Row4 column(Column c) {
        String value = c.defaultExpression() == null ? "" : c.defaultExpression();
        if (c.identity() != null) {
            value = "identity";
        } else if (c.generated() != null) {
            value = "generated " + c.generated();
        }
        return new DatabaseView.Row4(
                c.name().text(), c.type(), c.notNull() ? "not null" : "", value);
    }

    private static DatabaseView.ObjectLine other(Catalog catalog, SchemaObject object) {
        List<String> texts =
                switch (object) {
                    case View view -> List.of(view.query());
                    case MaterializedView view -> List.of(view.query());
                    case EnumType type ->
                            List.of(
                                    type.labels().stream()
                                            .map(Literal::quoted)
                                            .collect(Collectors.joining(", ")));
                    default -> alone(catalog, object);
                };
        return new DatabaseView.ObjectLine(
                anchor(object), name(object), object.comment(), List.of(), texts);
    }

    /// The object's own creation statement, when it can be written without its neighbours.
    private static List<String> alone(Catalog catalog, SchemaObject object) {
        try {
            return Sql.statements(new Catalog(catalog.major(), List.of(object), List.of()));
        } catch (RuntimeException e) {
            return List.of();
        }
    }

    private static String name(SchemaObject object) {
        var id = object.id();
        String place = id.schema().isEmpty() ? id.name() : id.schema() + "." + id.name();
        return id.member().isEmpty() || object instanceof Unsupported
                ? place
                : place + "." + id.member();
    }

    private static String anchor(SchemaObject object) {
        return "o-"
                + object.id().kind().words().replace(' ', '-')
                + "-"
                + name(object).replaceAll("[^A-Za-z0-9_.-]", "_");
    }
}
