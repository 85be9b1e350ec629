package dev.sluice.source.catalog;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Column;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Schema;
import dev.sluice.schema.SchemaObject;
import dev.sluice.schema.Sequence;
import dev.sluice.schema.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Tables in which migration runners keep their books: told by name and by columns, so that a
/// user's table that merely has such a name stays.
final class Bookkeeping {
    private Bookkeeping() {}

    private static final Map<String, Set<Set<String>>> BOOKS =
            Map.of(
                    "__drizzle_migrations",
                    Set.of(
                            Set.of("id", "hash", "created_at"),
                            Set.of("id", "hash", "created_at", "name", "applied_at")),
                    "flyway_schema_history",
                    Set.of(
                            Set.of(
                                    "installed_rank",
                                    "version",
                                    "description",
                                    "type",
                                    "script",
                                    "checksum",
                                    "installed_by",
                                    "installed_on",
                                    "execution_time",
                                    "success")),
                    "schema_migrations",
                    Set.of(Set.of("version"), Set.of("version", "dirty")),
                    "goose_db_version",
                    Set.of(Set.of("id", "version_id", "is_applied", "tstamp")));

    static Catalog without(Catalog catalog) {
        Set<QualifiedName> books =
                catalog.all(Table.class).stream()
                        .filter(Bookkeeping::isBook)
                        .map(Table::name)
                        .collect(Collectors.toSet());
        if (books.isEmpty()) return catalog;
        List<SchemaObject> rest =
                catalog.objects().stream().filter(o -> !belongsTo(o, books)).toList();
        Set<String> used = new HashSet<>();
        for (SchemaObject o : rest) used.add(o.id().schema());
        Set<String> emptied =
                books.stream().map(b -> b.schema().text()).collect(Collectors.toSet());
        emptied.removeAll(used);
        List<SchemaObject> kept =
                rest.stream()
                        .filter(o -> !(o instanceof Schema s && emptied.contains(s.name().text())))
                        .toList();
        return new Catalog(catalog.major(), kept, among(catalog, kept, emptied, books));
    }

    private static boolean isBook(Table table) {
        Set<Set<String>> shapes = BOOKS.get(table.name().name().text());
        return shapes != null
                && shapes.contains(
                        table.columns().stream()
                                .map(Column::name)
                                .map(Identifier::text)
                                .collect(Collectors.toSet()));
    }

    private static boolean belongsTo(SchemaObject o, Set<QualifiedName> books) {
        return switch (o) {
            case Table t -> books.contains(t.name());
            case Sequence s -> s.ownedBy() != null && books.contains(s.ownedBy().table());
            case dev.sluice.schema.Index i -> books.contains(i.table());
            default -> false;
        };
    }

    private static List<dev.sluice.schema.Dependency> among(
            Catalog catalog,
            List<SchemaObject> kept,
            Set<String> emptied,
            Set<QualifiedName> books) {
        return catalog.dependencies().stream()
                .filter(d -> !gone(d.dependent(), emptied, books) && !gone(d.on(), emptied, books))
                .toList();
    }

    private static boolean gone(ObjectId id, Set<String> emptied, Set<QualifiedName> books) {
        boolean inBook =
                !id.schema().isEmpty() && books.contains(QualifiedName.of(id.schema(), id.name()));
        return inBook || emptied.contains(id.schema());
    }
}
