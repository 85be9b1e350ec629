package dev.sluice.sql;

import dev.sluice.schema.ObjectId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The smallest part of a schema that one statement makes: a bare table, a column, a default, a
/// constraint, a comment. Everything that orders or recreates works on these.
///
/// `owner` takes this piece along when it is dropped. `create` is empty for what comes with the
/// owner or the parent table, `drop` for what only the owner's end ends. `needs` are what the piece
/// can't stand without by PostgreSQL's rules; the catalog's dependencies come on top. `inline`
/// pieces may be folded into the CREATE TABLE of their table.
///
/// The texts are made when they are asked for: most columns only ever stand inside a CREATE TABLE.
public final class Piece {
    private final PieceId id;
    private final @Nullable PieceId owner;
    private final Supplier<String> create;
    private final Supplier<String> drop;
    private final Set<ObjectId> needs;
    private final boolean inline;
    private final List<PieceId> linked = new ArrayList<>(3);
    private Set<ObjectId> follows = Set.of();
    private List<PieceId> behind = List.of();

    Piece(
            PieceId id,
            @Nullable PieceId owner,
            Supplier<String> create,
            Supplier<String> drop,
            Set<ObjectId> needs,
            boolean inline) {
        this.id = id;
        this.owner = owner;
        this.create = create;
        this.drop = drop;
        this.needs = Collections.unmodifiableSet(needs);
        this.inline = inline;
    }

    static Piece whole(ObjectId id, String create, String drop, Set<ObjectId> needs) {
        return whole(id, () -> create, () -> drop, needs);
    }

    static Piece whole(
            ObjectId id, Supplier<String> create, Supplier<String> drop, Set<ObjectId> needs) {
        return new Piece(PieceId.self(id), null, create, drop, needs, false);
    }

    static Piece of(PieceId id, ObjectId owner, String create, String drop, Set<ObjectId> needs) {
        return new Piece(id, PieceId.self(owner), () -> create, () -> drop, needs, false);
    }

    public PieceId id() {
        return id;
    }

    public @Nullable PieceId owner() {
        return owner;
    }

    public String create() {
        return create.get();
    }

    public String drop() {
        return drop.get();
    }

    public Set<ObjectId> needs() {
        return needs;
    }

    /// The pieces of its catalog that it needs.
    List<PieceId> linked() {
        return linked;
    }

    /// It stands without these, and is made after them.
    Piece following(Set<ObjectId> others) {
        follows = others;
        return this;
    }

    Set<ObjectId> follows() {
        return follows;
    }

    List<PieceId> behind() {
        return behind;
    }

    void behind(List<PieceId> others) {
        behind = others;
    }

    void link(PieceId need) {
        if (!linked.contains(need)) linked.add(need);
    }

    public boolean inline() {
        return inline;
    }
}
