package dev.sluice.source.drizzle;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnName;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.ConstraintKind;
import dev.sluice.schema.EnumType;
import dev.sluice.schema.Generated;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Identity;
import dev.sluice.schema.Index;
import dev.sluice.schema.Literal;
import dev.sluice.schema.MaterializedView;
import dev.sluice.schema.Policy;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Schema;
import dev.sluice.schema.SchemaObject;
import dev.sluice.schema.Sequence;
import dev.sluice.schema.SequenceOptions;
import dev.sluice.schema.Table;
import dev.sluice.schema.View;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Facts of a schema as a catalog, with the texts that PostgreSQL is to read. A serial column is
/// what PostgreSQL makes of it: an integer, a sequence that it owns, and a default.
final class FactsCatalog {
    private final Facts facts;
    private final int major;
    private final List<SchemaObject> objects = new ArrayList<>();
    private final Set<QualifiedName> taken = new HashSet<>();

    FactsCatalog(Facts facts, int major) {
        this.facts = facts;
        this.major = major;
    }

    Catalog catalog() {
        facts.tables().forEach(t -> taken.add(Names.stored(t.schema(), t.name())));
        facts.sequences().forEach(s -> taken.add(Names.stored(s.schema(), s.name())));
        facts.views().forEach(v -> taken.add(Names.stored(v.schema(), v.name())));
        facts.schemas().forEach(s -> objects.add(new Schema(Names.stored(s.name()), null)));
        facts.enums().forEach(e -> objects.add(enumeration(e)));
        facts.sequences().forEach(s -> objects.add(sequence(s)));
        facts.tables().forEach(this::table);
        facts.policies().forEach(p -> objects.add(policy(p)));
        facts.views().stream().filter(v -> !v.existing()).forEach(v -> objects.add(view(v)));
        return new Catalog(major, objects, List.of());
    }

    private static EnumType enumeration(Facts.Enumeration e) {
        return new EnumType(Names.stored(e.schema(), e.name()), e.values(), null);
    }

    private static Sequence sequence(Facts.Numbers s) {
        var options =
                new SequenceOptions(
                        s.dataType(),
                        Long.parseLong(s.start()),
                        Long.parseLong(s.increment()),
                        Long.parseLong(s.min()),
                        Long.parseLong(s.max()),
                        Long.parseLong(s.cache()),
                        s.cycle());
        return new Sequence(Names.stored(s.schema(), s.name()), options, false, null, null);
    }

    private void table(Facts.Table t) {
        QualifiedName name = Names.stored(t.schema(), t.name());
        var key = t.primaryKeys().stream().flatMap(k -> k.columns().stream()).toList();
        var columns = t.columns().stream().map(c -> column(t, name, c, key)).toList();
        objects.add(Table.plain(name, columns, constraints(t), t.rls() || !t.policies().isEmpty()));
        t.indexes().forEach(i -> objects.add(index(name, i)));
        t.policies().forEach(p -> objects.add(policy(name, p)));
    }

    private Column column(
            Facts.Table t, QualifiedName table, Facts.Column c, List<String> keyColumns) {
        Identifier name = Names.stored(c.name());
        @Nullable String serial = c.sizes().isEmpty() ? Types.serial(c.type()) : null;
        boolean notNull =
                c.notNull()
                        || c.primaryKey()
                        || c.identity() != null
                        || serial != null
                        || keyColumns.contains(c.name());
        @Nullable String value = c.defaulted() == null ? null : text(c.defaulted());
        if (serial != null && value == null) value = ownedSequence(t, table, c, serial);
        return new Column(
                name,
                serial != null ? serial : Types.text(c),
                Types.id(c),
                null,
                notNull,
                value,
                identity(table, c),
                c.generated() == null ? null : new Generated(open(c.generated()), true),
                true,
                null,
                null,
                null,
                null);
    }

    private String ownedSequence(
            Facts.Table t, QualifiedName table, Facts.Column c, String dataType) {
        QualifiedName name = free(t.schema(), t.name(), c.name());
        var options = new SequenceOptions(dataType, 1, 1, 1, Types.max(dataType), 1, false);
        var owner = new ColumnName(table, Names.stored(c.name()));
        objects.add(new Sequence(name, options, false, owner, null));
        return "nextval(" + Literal.quoted(name.quoted()).strip() + "::regclass)";
    }

    /// PostgreSQL's choice: `table_column_seq`, with a number behind it where that is taken.
    private QualifiedName free(String schema, String table, String column) {
        for (int pass = 0; ; pass++) {
            String label = pass == 0 ? "seq" : "seq" + pass;
            var name = Names.stored(schema, Names.madeUp(table, column, label));
            if (taken.add(name)) return name;
        }
    }

    private static String text(Facts.Default d) {
        return d.kind().equals("sql") ? open(d.text()) : Literal.quoted(d.text()).strip();
    }

    /// Nothing that follows may fall into a comment at the end of the author's text.
    private static String open(String expression) {
        return expression.contains("--") ? expression + "\n" : expression;
    }

    private static @Nullable Identity identity(QualifiedName table, Facts.Column c) {
        Facts.Identity i = c.identity();
        if (i == null) return null;
        var options =
                new SequenceOptions(
                        i.dataType(),
                        Long.parseLong(i.start()),
                        Long.parseLong(i.increment()),
                        Long.parseLong(i.min()),
                        Long.parseLong(i.max()),
                        Long.parseLong(i.cache()),
                        i.cycle());
        return new Identity(
                i.always(), new QualifiedName(table.schema(), Names.stored(i.name())), options);
    }

    private static List<Constraint> constraints(Facts.Table t) {
        var all = new ArrayList<Constraint>();
        for (var c : t.columns()) {
            if (c.primaryKey())
                all.add(primaryKey(Names.madeUp(t.name(), "", "pkey"), List.of(c.name())));
            if (c.unique() != null) all.add(unique(c.unique(), List.of(c.name())));
        }
        t.primaryKeys().forEach(k -> all.add(primaryKey(k.name(), k.columns())));
        for (var u : t.uniques()) all.add(unique(u, u.columns() == null ? List.of() : u.columns()));
        t.foreignKeys().forEach(f -> all.add(foreignKey(f)));
        t.checks().forEach(c -> all.add(check(c)));
        all.sort(Comparator.comparing(Constraint::name));
        return all;
    }

    private static Constraint primaryKey(String name, List<String> columns) {
        return constraint(
                name, ConstraintKind.PRIMARY_KEY, columns, "PRIMARY KEY " + list(columns), null);
    }

    private static Constraint unique(Facts.Unique u, List<String> columns) {
        String nulls = u.nullsNotDistinct() ? "NULLS NOT DISTINCT " : "";
        return constraint(
                u.name(), ConstraintKind.UNIQUE, columns, "UNIQUE " + nulls + list(columns), null);
    }

    private static Constraint foreignKey(Facts.ForeignKey f) {
        QualifiedName target = Names.stored(f.toSchema(), f.toTable());
        String definition =
                "FOREIGN KEY "
                        + list(f.columns())
                        + " REFERENCES "
                        + target.quoted()
                        + list(f.toColumns())
                        + action("UPDATE", f.onUpdate())
                        + action("DELETE", f.onDelete());
        return constraint(f.name(), ConstraintKind.FOREIGN_KEY, f.columns(), definition, target);
    }

    private static String action(String when, String action) {
        return action.equalsIgnoreCase("no action")
                ? ""
                : " ON " + when + " " + action.toUpperCase(Locale.ROOT);
    }

    private static Constraint check(Facts.Check c) {
        return constraint(
                c.name(), ConstraintKind.CHECK, List.of(), "CHECK (" + open(c.value()) + ")", null);
    }

    private static Constraint constraint(
            String name,
            ConstraintKind kind,
            List<String> columns,
            String definition,
            @Nullable QualifiedName references) {
        return new Constraint(
                Names.stored(name),
                kind,
                columns.stream().map(Names::stored).toList(),
                definition,
                references,
                true,
                true,
                null);
    }

    private static String list(List<String> columns) {
        return columns.stream()
                .map(c -> Names.stored(c).quoted())
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static Index index(QualifiedName table, Facts.Index i) {
        QualifiedName name = new QualifiedName(table.schema(), Names.stored(i.name()));
        String keys =
                i.columns().stream()
                        .map(FactsCatalog::indexKey)
                        .collect(Collectors.joining(", ", "(", ")"));
        String definition =
                (i.unique() ? "CREATE UNIQUE INDEX " : "CREATE INDEX ")
                        + name.name().quoted()
                        + " ON "
                        + table.quoted()
                        + " USING "
                        + i.method()
                        + " "
                        + keys
                        + (i.with().isEmpty() ? "" : " WITH (" + String.join(", ", i.with()) + ")")
                        + (i.where() == null ? "" : " WHERE " + i.where());
        var columns =
                i.columns().stream()
                        .map(Facts.IndexColumn::column)
                        .filter(c -> c != null)
                        .map(c -> Names.stored(String.valueOf(c)))
                        .toList();
        return new Index(name, table, i.unique(), true, columns, definition, i.where(), null, null);
    }

    private static String indexKey(Facts.IndexColumn k) {
        if (k.expression() != null) return open(k.expression());
        String column = Names.stored(String.valueOf(k.column())).quoted();
        String opclass = k.opclass() == null ? "" : " " + k.opclass();
        boolean first = k.nulls().equalsIgnoreCase("first");
        String order = k.desc() ? " DESC" : "";
        // PostgreSQL's own default: nulls last upwards, first downwards
        String nulls = first == k.desc() ? "" : first ? " NULLS FIRST" : " NULLS LAST";
        return column + opclass + order + nulls;
    }

    private static Policy policy(QualifiedName table, Facts.Policy p) {
        return new Policy(
                table,
                Names.stored(p.name()),
                !p.as().equalsIgnoreCase("restrictive"),
                p.command(),
                roles(p.to()),
                p.using() == null ? null : open(p.using()),
                p.withCheck() == null ? null : open(p.withCheck()),
                null);
    }

    private static Policy policy(Facts.LinkedPolicy p) {
        return policy(
                Names.stored(p.onSchema(), p.onTable()),
                new Facts.Policy(p.name(), p.as(), p.command(), p.to(), p.using(), p.withCheck()));
    }

    /// PostgreSQL keeps `public` alone when it is among others.
    private static List<String> roles(List<String> to) {
        if (to.isEmpty() || to.contains("public")) return List.of("public");
        return to.stream().distinct().sorted().toList();
    }

    private static SchemaObject view(Facts.View v) {
        QualifiedName name = Names.stored(v.schema(), v.name());
        String query = v.definition() == null ? "" : v.definition().strip();
        while (query.endsWith(";")) query = query.substring(0, query.length() - 1).strip();
        var options = v.with().stream().sorted().toList();
        if (!v.materialized()) return new View(name, List.of(), open(query), options, null);
        return new MaterializedView(
                name,
                List.of(),
                open(query),
                options,
                !v.withNoData(),
                v.using(),
                v.tablespace(),
                null);
    }
}
