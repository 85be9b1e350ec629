package dev.sluice.plan;

import dev.sluice.schema.Column;
import dev.sluice.schema.CompositeType;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.ConstraintKind;
import dev.sluice.schema.Definition;
import dev.sluice.schema.Domain;
import dev.sluice.schema.EnumType;
import dev.sluice.schema.Extension;
import dev.sluice.schema.Function;
import dev.sluice.schema.Generated;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Index;
import dev.sluice.schema.Kind;
import dev.sluice.schema.MaterializedView;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.Policy;
import dev.sluice.schema.Schema;
import dev.sluice.schema.SchemaObject;
import dev.sluice.schema.Sequence;
import dev.sluice.schema.SequenceOptions;
import dev.sluice.schema.Table;
import dev.sluice.schema.Trigger;
import dev.sluice.schema.Unsupported;
import dev.sluice.schema.View;
import dev.sluice.schema.ViewColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One object that stands and is declared: what a Drizzle schema can say is taken from the
/// declaration, every other property stays as it stands.
final class WantedObjects {
    private final Set<ObjectId> lastDeclared;
    private final boolean dropUndeclared;
    private final List<String> reasons = new ArrayList<>();

    WantedObjects(Set<ObjectId> lastDeclared, boolean dropUndeclared) {
        this.lastDeclared = lastDeclared;
        this.dropUndeclared = dropUndeclared;
    }

    List<String> reasons() {
        return reasons;
    }

    SchemaObject merged(SchemaObject stands, SchemaObject said) {
        return switch (said) {
            case Schema s -> new Schema(s.name(), stands.comment());
            case EnumType e -> new EnumType(e.name(), e.labels(), stands.comment());
            case Sequence s -> sequence((Sequence) stands, s);
            case Table t -> table((Table) stands, t);
            case View v -> view((View) stands, v);
            case MaterializedView v -> view((MaterializedView) stands, v);
            case Index i -> index((Index) stands, i);
            case Policy p ->
                    new Policy(
                            p.table(),
                            p.name(),
                            p.permissive(),
                            p.command(),
                            p.roles(),
                            p.using(),
                            p.withCheck(),
                            stands.comment());
            case Function _,
                    Trigger _,
                    Domain _,
                    CompositeType _,
                    Extension _,
                    Definition _,
                    Unsupported _ ->
                    stands;
        };
    }

    private static Sequence sequence(Sequence stands, Sequence said) {
        return new Sequence(
                said.name(),
                options(stands.options(), said.options()),
                stands.unlogged(),
                said.ownedBy() == null ? stands.ownedBy() : said.ownedBy(),
                stands.comment());
    }

    /// The type stays, unless the declared bounds don't fit into it.
    private static SequenceOptions options(SequenceOptions stand, SequenceOptions said) {
        long max =
                switch (stand.dataType()) {
                    case "smallint" -> Short.MAX_VALUE;
                    case "integer" -> Integer.MAX_VALUE;
                    default -> Long.MAX_VALUE;
                };
        boolean fits = said.max() <= max && said.min() >= -max - 1;
        return new SequenceOptions(
                fits ? stand.dataType() : said.dataType(),
                said.start(),
                said.increment(),
                said.min(),
                said.max(),
                said.cache(),
                said.cycle());
    }

    private static View view(View stands, View said) {
        return new View(
                said.name(),
                columns(stands.columns(), said.columns()),
                said.query(),
                said.options(),
                stands.comment());
    }

    private static MaterializedView view(MaterializedView stands, MaterializedView said) {
        return new MaterializedView(
                said.name(),
                columns(stands.columns(), said.columns()),
                said.query(),
                said.options(),
                stands.query().equals(said.query()) ? stands.populated() : said.populated(),
                said.accessMethod(),
                said.tablespace(),
                stands.comment());
    }

    private static List<ViewColumn> columns(List<ViewColumn> stand, List<ViewColumn> said) {
        return said.stream()
                .map(c ->
                        stand.stream()
                                .filter(s -> s.name().equals(c.name()))
                                .findFirst()
                                .map(s ->
                                        new ViewColumn(
                                                c.name(),
                                                c.type(),
                                                c.collation(),
                                                s.defaultExpression(),
                                                s.comment()))
                                .orElse(c))
                .toList();
    }

    private static Index index(Index stands, Index said) {
        return new Index(
                said.name(),
                said.table(),
                said.unique(),
                said.valid(),
                said.columns(),
                Unsaid.index(stands.definition(), said.definition()),
                said.predicate(),
                said.parent(),
                stands.comment());
    }

    private Table table(Table stands, Table said) {
        var columns = new ArrayList<Column>();
        for (Column c : said.columns())
            columns.add(stands.column(c.name()).map(s -> column(s, c)).orElse(c));
        for (Column s : stands.columns())
            if (said.column(s.name()).isEmpty() && stays(stands, Kind.COLUMN, s.name()))
                columns.add(s);
        return new Table(
                said.name(),
                columns,
                constraints(stands, said, columns),
                said.rowSecurity(),
                stands.forceRowSecurity(),
                stands.unlogged(),
                stands.options(),
                stands.accessMethod(),
                stands.replicaIdentity(),
                stands.partitioning(),
                stands.server(),
                stands.comment());
    }

    private boolean stays(Table table, Kind kind, Identifier member) {
        return !dropUndeclared
                && !lastDeclared.contains(ObjectId.member(kind, table.name(), member));
    }

    private static Column column(Column stands, Column said) {
        boolean sameType = stands.type().equals(said.type());
        return new Column(
                said.name(),
                said.type(),
                said.typeId(),
                said.collation() == null && sameType ? stands.collation() : said.collation(),
                said.notNull(),
                said.defaultExpression(),
                said.identity(),
                generated(stands.generated(), said.generated()),
                stands.local(),
                sameType ? stands.storage() : said.storage(),
                sameType ? stands.compression() : said.compression(),
                stands.statistics(),
                stands.comment());
    }

    /// A schema has no word for VIRTUAL.
    private static @Nullable Generated generated(
            @Nullable Generated stands, @Nullable Generated said) {
        return stands != null && said != null && stands.expression().equals(said.expression())
                ? stands
                : said;
    }

    private List<Constraint> constraints(Table stands, Table said, List<Column> columns) {
        var wanted = new ArrayList<Constraint>();
        for (Constraint c : said.constraints())
            wanted.add(stands.constraint(c.name()).map(s -> constraint(s, c)).orElse(c));
        boolean hasKey =
                said.constraints().stream().anyMatch(c -> c.kind() == ConstraintKind.PRIMARY_KEY);
        for (Constraint s : stands.constraints()) {
            if (said.constraint(s.name()).isPresent()) continue;
            if (s.isPlainNotNull()) {
                if (isNotNull(s, columns)) wanted.add(s);
                continue;
            }
            if (!stays(stands, Kind.CONSTRAINT, s.name())) continue;
            if (s.kind() == ConstraintKind.PRIMARY_KEY && hasKey) continue;
            if (hangsInGone(stands, s, columns)) continue;
            wanted.add(s);
        }
        return wanted;
    }

    private static boolean isNotNull(Constraint c, List<Column> columns) {
        return columns.stream().anyMatch(k -> k.notNull() && c.columns().contains(k.name()));
    }

    /// An undeclared constraint goes with its columns when all of them go, and hinders when some
    /// do.
    private boolean hangsInGone(Table table, Constraint c, List<Column> columns) {
        long left =
                c.columns().stream()
                        .filter(n -> columns.stream().anyMatch(k -> k.name().equals(n)))
                        .count();
        if (c.columns().isEmpty() || left == c.columns().size()) return false;
        if (left > 0)
            reasons.add(
                    ObjectId.member(Kind.CONSTRAINT, table.name(), c.name()).words()
                            + ", which only SQL made, names a column that is no longer declared:"
                            + " change or drop it first with `sluice generate --custom`");
        return true;
    }

    private static Constraint constraint(Constraint stands, Constraint said) {
        String definition = Unsaid.constraint(stands.definition(), said.definition());
        return new Constraint(
                said.name(),
                said.kind(),
                said.columns(),
                definition,
                said.references(),
                !definition.endsWith(" NOT VALID"),
                stands.local(),
                stands.comment());
    }
}
