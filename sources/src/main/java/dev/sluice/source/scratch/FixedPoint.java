package dev.sluice.source.scratch;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Column;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.SchemaObject;
import dev.sluice.schema.Table;
import dev.sluice.source.catalog.CatalogReader;
import dev.sluice.source.parse.SqlStatement;
import dev.sluice.sql.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// PostgreSQL's printing is not a fixed point: a catalog that is rendered, loaded and read back may
/// print otherwise, and the same from then on.
public final class FixedPoint {
    private FixedPoint() {}

    /// The catalog as it prints after one round. What could not be loaded (because it needs an
    /// object that cannot be rendered) stays as it was read.
    public static Catalog settle(Catalog catalog, Scratch scratch) throws SQLException {
        return settle(catalog, Catalog.empty(catalog.major()), scratch);
    }

    /// The same for a catalog that is compared with `other`: what stands there alike is no
    /// difference however it prints, and stays as it is. No round where nothing is left that could
    /// print otherwise.
    public static Catalog settle(Catalog catalog, Catalog other, Scratch scratch)
            throws SQLException {
        Map<ObjectId, SchemaObject> alike = other.byId();
        List<ObjectId> open =
                catalog.objects().stream()
                        .filter(o -> !Stable.is(o) && !o.equals(alike.get(o.id())))
                        .map(SchemaObject::id)
                        .toList();
        return open.isEmpty() ? catalog : settled(catalog, Set.copyOf(open), scratch);
    }

    private static Catalog settled(Catalog catalog, Set<ObjectId> open, Scratch scratch)
            throws SQLException {
        List<SqlStatement> statements =
                Sql.statements(printed(catalog)).stream().map(SqlStatement::of).toList();
        if (statements.isEmpty()) return catalog;
        try (ScratchDatabase database = scratch.database();
                var connection = database.connectSimple()) {
            scratch.load(connection, statements);
            return merged(catalog, open, CatalogReader.read(connection).byId());
        }
    }

    /// Without what no printing depends on, and scratch may lack the roles and the rights for.
    private static Catalog printed(Catalog catalog) {
        return new Catalog(
                catalog.major(),
                catalog.objects().stream().filter(o -> isPrinted(o.id().kind())).toList(),
                catalog.dependencies());
    }

    private static boolean isPrinted(Kind kind) {
        return switch (kind) {
            case OWNER,
                    GRANT,
                    DEFAULT_PRIVILEGES,
                    USER_MAPPING,
                    SUBSCRIPTION,
                    EVENT_TRIGGER,
                    UNSUPPORTED ->
                    false;
            default -> true;
        };
    }

    private static Catalog merged(
            Catalog read, Set<ObjectId> open, Map<ObjectId, SchemaObject> again) {
        List<SchemaObject> objects =
                read.objects().stream()
                        .map(o -> {
                            SchemaObject settled = again.get(o.id());
                            return settled != null && open.contains(o.id()) && isWhole(o, settled)
                                    ? settled
                                    : o;
                        })
                        .toList();
        return new Catalog(read.major(), objects, read.dependencies());
    }

    private static boolean isWhole(SchemaObject read, SchemaObject again) {
        return !(read instanceof Table before)
                || again instanceof Table after
                        && columns(before).equals(columns(after))
                        && constraints(before).equals(constraints(after));
    }

    private static Set<Identifier> columns(Table table) {
        return table.columns().stream().map(Column::name).collect(Collectors.toSet());
    }

    private static Set<Identifier> constraints(Table table) {
        return table.constraints().stream().map(Constraint::name).collect(Collectors.toSet());
    }
}
