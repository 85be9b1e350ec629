package dev.sluice.plan;

import dev.sluice.schema.Column;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.ConstraintKind;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Table;
import dev.sluice.sql.Aspect;
import dev.sluice.sql.ColumnSql;
import dev.sluice.sql.ConstraintSql;
import dev.sluice.sql.PieceId;
import dev.sluice.sql.Pieces;
import dev.sluice.sql.TableSql;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The online forms of a plan's actions, where there is one (ALTER TABLE, Notes; CREATE INDEX,
/// Building Indexes Concurrently). A table that the plan makes has no rows and nobody who waits.
final class OnlineForms {
    private final Draft draft;
    private final Set<PieceId> exchanged;
    private final FreeNames names;
    private final OnlineIndexes indexes;

    /// `exchanged`: what is dropped and made anew in one action.
    OnlineForms(Draft draft, Set<PieceId> exchanged) {
        this.draft = draft;
        this.exchanged = exchanged;
        this.names = new FreeNames(draft);
        this.indexes = new OnlineIndexes(draft, exchanged, names);
    }

    /// Null: the plain statements stay.
    @Nullable OnlineForm of(Node node, List<Step> plain) {
        PieceId id = node.piece();
        if (plain.size() != 1 || id.aspect() != Aspect.SELF) return null;
        Step step = plain.getFirst();
        Kind kind = id.object().kind();
        return switch (node.verb()) {
            case DROP -> kind == Kind.INDEX ? indexes.dropped(id, step) : null;
            case ALTER -> altered(kind, id, step);
            case CREATE ->
                    switch (kind) {
                        case INDEX -> indexes.created(id, step);
                        case CONSTRAINT -> constraint(id, step);
                        default -> null;
                    };
            case PREPARE, FINISH -> null;
        };
    }

    /// Whether both sides are an index, or a key, that can be built while the other stands.
    static boolean mayExchange(Draft draft, PieceId id) {
        if (id.aspect() != Aspect.SELF || draft.endings.containsKey(id)) return false;
        return switch (id.object().kind()) {
            case INDEX -> OnlineIndexes.mayExchange(draft, id);
            case CONSTRAINT -> isKeyThatMayExchange(draft, id);
            default -> false;
        };
    }

    private static boolean isKeyThatMayExchange(Draft draft, PieceId id) {
        Table table = standing(draft, Columns.table(id.object()));
        return table != null
                && table.partitioning().key() == null
                && isKey(draft.from, id)
                && isKey(draft.to, id);
    }

    private static boolean isKey(Pieces pieces, PieceId id) {
        return Columns.tableOf(pieces, Columns.table(id.object()))
                .flatMap(t -> t.constraint(Identifier.of(id.object().member())))
                .filter(c ->
                        pieces.piece(id)
                                .create()
                                .equals(ConstraintSql.add(Columns.table(id.object()), c)))
                .filter(OnlineForms::isKey)
                .isPresent();
    }

    private static boolean isKey(Constraint c) {
        return (c.kind() == ConstraintKind.PRIMARY_KEY || c.kind() == ConstraintKind.UNIQUE)
                && !c.definition().contains(" WITHOUT OVERLAPS)");
    }

    private @Nullable OnlineForm altered(Kind kind, PieceId id, Step step) {
        return switch (kind) {
            case COLUMN -> notNull(id, step);
            case CONSTRAINT -> OnlineForm.alone(OnlineForm.Place.LATE, alone(step.sql(), step));
            case ENUM ->
                    OnlineForm.alone(
                            OnlineForm.Place.EARLY, alone(step.sql(), step.summary(), List.of()));
            default -> null;
        };
    }

    /// The table before, where it stands throughout and holds rows of its own.
    static @Nullable Table standing(Draft draft, QualifiedName name) {
        Table t = Columns.tableOf(draft.from, name).orElse(null);
        boolean stands =
                t != null
                        && t.server() == null
                        && Columns.tableOf(draft.to, name).isPresent()
                        && !draft.isNewTable(ObjectId.of(Kind.TABLE, name));
        return stands ? t : null;
    }

    private @Nullable OnlineForm constraint(PieceId id, Step step) {
        QualifiedName name = Columns.table(id.object());
        Table before = standing(draft, name);
        Table after = Columns.tableOf(draft.to, name).orElse(null);
        if (before == null || after == null) return null;
        Constraint c = after.constraint(Identifier.of(id.object().member())).orElse(null);
        if (c == null || !c.validated() || !step.sql().equals(ConstraintSql.add(name, c)))
            return null;
        return switch (c.kind()) {
            case CHECK -> validatedLater(name, c, step);
            case FOREIGN_KEY -> isPossible(draft, name, c) ? validatedLater(name, c, step) : null;
            case PRIMARY_KEY, UNIQUE -> key(id, before, c, step);
            case EXCLUSION, NOT_NULL -> null;
        };
    }

    /// Whether a new constraint of a table that stands has an online form.
    static boolean isPossible(Draft draft, QualifiedName table, Constraint c) {
        return switch (c.kind()) {
            case CHECK -> true;
            case FOREIGN_KEY -> !isOfPartitions(draft, table, c);
            case PRIMARY_KEY, UNIQUE -> isKey(c) && !isPartitioned(draft, table);
            case EXCLUSION, NOT_NULL -> false;
        };
    }

    /// Until 18 a partitioned table's key can't be NOT VALID, and that of one to a partitioned
    /// table is validated without those to its partitions.
    private static boolean isOfPartitions(Draft draft, QualifiedName table, Constraint key) {
        return draft.major() < 18
                && (isPartitioned(draft, table)
                        || key.references() != null && isPartitioned(draft, key.references()));
    }

    private static boolean isPartitioned(Draft draft, QualifiedName table) {
        return Columns.tableOf(draft.to, table)
                .map(t -> t.partitioning().key() != null)
                .orElse(false);
    }

    private static OnlineForm validatedLater(QualifiedName table, Constraint c, Step step) {
        return new OnlineForm(
                OnlineForm.Place.USUAL,
                List.of(),
                List.of(plain(step.sql() + " NOT VALID", step.summary() + ", for new rows")),
                List.of(validate(table, c.name(), step)));
    }

    private static Step validate(QualifiedName table, Identifier name, Step step) {
        return alone(
                TableSql.alter(table, "VALIDATE CONSTRAINT " + name.quoted()),
                step.summary() + ", for the rows that stand",
                step.hazards());
    }

    /// The unique index is built first; the constraint takes it over.
    private @Nullable OnlineForm key(PieceId id, Table table, Constraint c, Step step) {
        boolean exchange = exchanged.contains(id);
        if (isKeptUnique(id) && !exchange || table.partitioning().key() != null || !isKey(c))
            return null;
        var own = new QualifiedName(table.name().schema(), c.name());
        Identifier index = names.isTakenBefore(own) ? names.beside(own, "new").name() : c.name();
        String word = c.kind() == ConstraintKind.PRIMARY_KEY ? "PRIMARY KEY" : "UNIQUE";
        String tail = deferral(c.definition());
        String columns =
                c.definition().substring(word.length(), c.definition().length() - tail.length());
        String nulls = columns.startsWith(" NULLS NOT DISTINCT") ? " NULLS NOT DISTINCT" : "";
        String build =
                "CREATE UNIQUE INDEX CONCURRENTLY "
                        + index.quoted()
                        + " ON "
                        + table.name().quoted()
                        + columns.substring(nulls.length())
                        + nulls;
        String add =
                "ADD CONSTRAINT "
                        + c.name().quoted()
                        + " "
                        + word
                        + " USING INDEX "
                        + index.quoted()
                        + tail;
        String drop = exchange ? "DROP CONSTRAINT " + c.name().quoted() + ", " : "";
        return OnlineForm.built(
                List.of(alone(build, "build the index of " + id, step.hazards())),
                List.of(plain(TableSql.alter(table.name(), drop + add), step.summary())));
    }

    /// While the old key is gone, equal rows could come: only an exchange leaves no such while.
    private boolean isKeptUnique(PieceId id) {
        Constraint was = Columns.constraint(draft.from, id.object()).orElse(null);
        return draft.isReplaced(id) && was != null && ConstraintSql.ownsIndex(was);
    }

    private static String deferral(String definition) {
        for (String tail : List.of(" DEFERRABLE INITIALLY DEFERRED", " DEFERRABLE"))
            if (definition.endsWith(tail)) return tail;
        return "";
    }

    /// By a validated check, which spares SET NOT NULL the scan; from 18 on by a constraint that is
    /// what SET NOT NULL makes, validated later.
    private @Nullable OnlineForm notNull(PieceId id, Step step) {
        QualifiedName name = Columns.table(id.object());
        Table before = standing(draft, name);
        Table after = Columns.tableOf(draft.to, name).orElse(null);
        Column c = Columns.find(draft.to, id.object()).orElse(null);
        if (before == null
                || after == null
                || c == null
                || !step.sql().equals(ColumnSql.alter(name, c.name(), "SET NOT NULL"))
                || hasWordsOfItsOwn(before, c)
                || hasWordsOfItsOwn(after, c)) return null;
        Identifier check = names.notNull(before, after, c.name());
        boolean named = draft.major() >= 18;
        String says =
                named
                        ? "NOT NULL " + c.name().quoted()
                        : "CHECK (" + c.name().quoted() + " IS NOT NULL)";
        Step add =
                plain(
                        TableSql.alter(
                                name,
                                "ADD CONSTRAINT " + check.quoted() + " " + says + " NOT VALID"),
                        step.summary() + ", for new rows");
        return OnlineForm.built(
                List.of(add, validate(name, check, step)),
                named
                        ? List.of()
                        : List.of(
                                plain(step.sql(), step.summary()),
                                plain(
                                        ConstraintSql.drop(name, check),
                                        step.summary() + ", without the check")));
    }

    private static boolean hasWordsOfItsOwn(Table t, Column c) {
        return t.constraints().stream()
                .anyMatch(
                        k -> k.kind() == ConstraintKind.NOT_NULL && k.columns().contains(c.name()));
    }

    static Step plain(String sql, String summary) {
        return new Step(sql, summary, TransactionMode.TRANSACTIONAL, List.of());
    }

    static Step alone(String sql, Step plain) {
        return alone(sql, plain.summary(), plain.hazards());
    }

    /// `hazards`: those of the plain statement.
    static Step alone(String sql, String summary, List<Hazard> hazards) {
        List<Hazard> left =
                hazards.stream().filter(h -> h.kind() != HazardKind.LONG_EXCLUSIVE_LOCK).toList();
        return new Step(sql, summary, TransactionMode.ALONE, left);
    }
}
