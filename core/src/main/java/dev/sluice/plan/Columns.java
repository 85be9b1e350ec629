package dev.sluice.plan;

import dev.sluice.schema.Column;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Table;
import dev.sluice.sql.PieceId;
import dev.sluice.sql.Pieces;
import java.util.Optional;

/// Looks columns up by their ids.
final class Columns {
    private Columns() {}

    static QualifiedName table(ObjectId member) {
        return QualifiedName.of(member.schema(), member.name());
    }

    static PieceId piece(QualifiedName table, Identifier column) {
        return PieceId.self(ObjectId.member(Kind.COLUMN, table, column));
    }

    static PieceId defaultOf(QualifiedName table, Identifier column) {
        return PieceId.self(ObjectId.member(Kind.DEFAULT, table, column));
    }

    static Optional<Table> tableOf(Pieces pieces, QualifiedName name) {
        return pieces.object(ObjectId.of(Kind.TABLE, name)).map(Table.class::cast);
    }

    static Optional<Column> find(Pieces pieces, ObjectId column) {
        if (column.kind() != Kind.COLUMN) return Optional.empty();
        return tableOf(pieces, table(column))
                .flatMap(t -> t.column(Identifier.of(column.member())));
    }

    static Optional<Constraint> constraint(Pieces pieces, ObjectId constraint) {
        if (constraint.kind() != Kind.CONSTRAINT) return Optional.empty();
        return tableOf(pieces, table(constraint))
                .flatMap(t -> t.constraint(Identifier.of(constraint.member())));
    }

    static boolean isGenerated(Pieces pieces, PieceId column) {
        return find(pieces, column.object()).filter(c -> c.generated() != null).isPresent();
    }
}
