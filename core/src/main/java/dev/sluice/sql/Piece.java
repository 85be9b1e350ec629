package dev.sluice.sql;

import dev.sluice.schema.ObjectId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The smallest part of a schema that one statement makes: a bare table, a column, a default, a
/// constraint, a comment. Everything that orders or recreates works on these.
///
/// `owner` takes this piece along when it is dropped. `create` is empty for what comes with the
/// owner or the parent table, `drop` for what only the owner's end ends. `needs` are what the piece
/// can't stand without by PostgreSQL's rules; the catalog's dependencies come on top. `inline`
/// pieces may be folded into the CREATE TABLE of their table.
public record Piece(
        PieceId id,
        @Nullable PieceId owner,
        String create,
        String drop,
        Set<ObjectId> needs,
        boolean inline) {
    public Piece {
        needs = Set.copyOf(needs);
    }

    static Piece whole(ObjectId id, String create, String drop, Set<ObjectId> needs) {
        return new Piece(PieceId.self(id), null, create, drop, needs, false);
    }

    static Piece of(PieceId id, ObjectId owner, String create, String drop, Set<ObjectId> needs) {
        return new Piece(id, PieceId.self(owner), create, drop, needs, false);
    }

    static Piece inline(
            PieceId id, ObjectId owner, String create, String drop, Set<ObjectId> needs) {
        return new Piece(id, PieceId.self(owner), create, drop, needs, true);
    }
}
