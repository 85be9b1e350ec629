package dev.sluice.sql;

import dev.sluice.schema.Column;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Table;

/// Looks a column up by its piece.
final class ColumnStatements {
    private ColumnStatements() {}

    static String addWithDefault(Pieces pieces, PieceId column) {
        ObjectId id = column.object();
        QualifiedName name = QualifiedName.of(id.schema(), id.name());
        Table table =
                pieces.object(ObjectId.of(Kind.TABLE, name)).map(Table.class::cast).orElseThrow();
        Column c = table.column(Identifier.of(id.member())).orElseThrow();
        return c.local()
                ? ColumnSql.add(
                        name, c, true, ColumnSql.notNull(table, c, pieces.relations(), false))
                : "";
    }
}
