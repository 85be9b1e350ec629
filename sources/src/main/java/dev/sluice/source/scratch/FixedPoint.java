package dev.sluice.source.scratch;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Column;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.Identifier;
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
        List<SqlStatement> statements =
                Sql.statements(catalog).stream().map(SqlStatement::of).toList();
        if (statements.isEmpty()) return catalog;
        try (ScratchDatabase database = scratch.database();
                var connection = database.connect()) {
            scratch.load(connection, statements);
            return merged(catalog, CatalogReader.read(connection).byId());
        }
    }

    private static Catalog merged(Catalog read, Map<ObjectId, SchemaObject> again) {
        List<SchemaObject> objects =
                read.objects().stream()
                        .map(o -> {
                            SchemaObject settled = again.get(o.id());
                            return settled != null && isWhole(o, settled) ? settled : o;
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
