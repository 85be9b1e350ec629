package dev.sluice.sql;

import dev.sluice.schema.Identifier;
import dev.sluice.schema.Index;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import java.util.HashSet;
import java.util.Set;

final class IndexSql {
    private IndexSql() {}

    /// An index of a partitioned table is made after those of its partitions: PostgreSQL then
    /// attaches what matches and keeps their names (CREATE INDEX, on partitioned tables).
    static Piece piece(Index i, ObjectId relation, Set<ObjectId> ofPartitions) {
        var needs = new HashSet<ObjectId>();
        needs.add(relation);
        for (Identifier c : i.columns()) needs.add(ObjectId.member(Kind.COLUMN, i.table(), c));
        return Piece.of(
                        PieceId.self(i.id()),
                        relation,
                        i.definition(),
                        i.parent() == null ? "DROP INDEX " + i.name().quoted() : "",
                        needs)
                .following(ofPartitions);
    }
}
