package dev.sluice.source.drizzle;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnName;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.ConstraintKind;
import dev.sluice.schema.EnumType;
import dev.sluice.schema.Index;
import dev.sluice.schema.Kind;
import dev.sluice.schema.MaterializedView;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.Partitioning;
import dev.sluice.schema.Policy;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Schema;
import dev.sluice.schema.SchemaObject;
import dev.sluice.schema.Sequence;
import dev.sluice.schema.SequenceOptions;
import dev.sluice.schema.Table;
import dev.sluice.schema.View;
import dev.sluice.schema.ViewColumn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes the exports of a schema module, object by object.
final class SchemaWriter {
    private static final String CALLBACK = "table";

    final ModuleText module = new ModuleText();
    final ExportNames names;
    final List<String> notes = new ArrayList<>();
    private final Catalog catalog;
    private final Map<ObjectId, Sequence> serials = new HashMap<>();
    private final Set<ObjectId> serialSequences = new HashSet<>();
    private final Map<ColumnName, List<Sequence>> owned;
    private final Map<QualifiedName, List<Index>> indexes;
    private final Map<QualifiedName, List<Policy>> policies;
    private final Set<QualifiedName> acyclic;
    private final Map<ObjectId, String> enums = new HashMap<>();
    private final Set<ObjectId> written = new LinkedHashSet<>();
    private final ColumnText columns;
    private final ExtrasText extras;

    SchemaWriter(Catalog catalog, @Nullable DrizzleSchema existing, boolean preserve) {
        this.catalog = catalog;
        this.owned =
                catalog.all(Sequence.class).stream()
                        .filter(s -> s.ownedBy() != null)
                        .collect(Collectors.groupingBy(s -> Objects.requireNonNull(s.ownedBy())));
        this.indexes =
                catalog.all(Index.class).stream().collect(Collectors.groupingBy(Index::table));
        this.policies =
                catalog.all(Policy.class).stream().collect(Collectors.groupingBy(Policy::table));
        this.acyclic = acyclic(catalog.all(Table.class));
        this.names = new ExportNames(module, existing, preserve);
        schemas().forEach(s -> names.of(ExportNames.schema(s)));
        catalog.all(EnumType.class).forEach(e -> enums.put(e.id(), names.of(e.id())));
        for (Table t : catalog.all(Table.class)) {
            if (t.partitioning().parent() != null) continue;
            written.add(t.id());
            names.of(t.id());
            names.keys(t);
            t.columns().forEach(c -> serial(t, c));
        }
        this.columns = new ColumnText(module, enums, serials);
        this.extras = new ExtrasText(module, names, written, notes);
    }

    /// The schemas that the objects of the module stand in, but public.
    private Set<String> schemas() {
        var all = new TreeSet<String>();
        catalog.all(Schema.class).forEach(s -> all.add(s.name().text()));
        for (SchemaObject o : catalog.objects())
            switch (o) {
                case Table _, EnumType _, Sequence _, View _, MaterializedView _ ->
                        all.add(o.id().schema());
                default -> {}
            }
        all.remove("public");
        return all;
    }

    private void serial(Table t, Column c) {
        String value = c.defaultExpression();
        if (value == null || !value.startsWith("nextval(") || !c.notNull()) return;
        String type = c.type();
        if (!type.equals("integer") && !type.equals("bigint") && !type.equals("smallint")) return;
        var usual = new SequenceOptions(type, 1, 1, 1, Types.max(type), 1, false);
        QualifiedName own =
                Names.stored(
                        t.name().schema().text(),
                        Names.madeUp(t.name().name().text(), c.name().text(), "seq"));
        for (Sequence s : owned.getOrDefault(new ColumnName(t.name(), c.name()), List.of()))
            if (s.options().equals(usual) && s.name().equals(own) && !s.unlogged()) {
                serials.put(ObjectId.member(Kind.COLUMN, t.name(), c.name()), s);
                serialSequences.add(s.id());
            }
    }

    boolean isSerial(Sequence s) {
        return serialSequences.contains(s.id());
    }

    /// Everything, as one file.
    String file() {
        var body = new StringBuilder();
        schemas()
                .forEach(s ->
                        body.append("export const ")
                                .append(names.of(ExportNames.schema(s)))
                                .append(" = ")
                                .append(module.core("pgSchema"))
                                .append("(")
                                .append(TypeScript.string(s))
                                .append(");\n"));
        catalog.all(EnumType.class).forEach(e -> body.append(enumeration(e)));
        catalog.all(Sequence.class).stream()
                .filter(s -> !isSerial(s))
                .forEach(s -> body.append(sequence(s)));
        var tables = new StringBuilder();
        tablesInOrder().forEach(t -> tables.append("\n").append(table(t)));
        var views = new StringBuilder();
        catalog.all(View.class).forEach(v -> views.append("\n").append(view(v)));
        catalog.all(MaterializedView.class).forEach(v -> views.append("\n").append(view(v)));
        ungoverned();
        String types = module.customTypes();
        return module.imports()
                + "\n"
                + (types.isEmpty() ? "" : types + "\n")
                + body
                + tables
                + views
                + notesText();
    }

    private List<Table> tablesInOrder() {
        return catalog.all(Table.class).stream().filter(t -> written.contains(t.id())).toList();
    }

    String enumeration(EnumType e) {
        String labels =
                e.labels().isEmpty()
                        ? "[] as unknown as [string]"
                        : e.labels().stream()
                                .map(TypeScript::string)
                                .collect(Collectors.joining(", ", "[", "]"));
        return "export const "
                + names.of(e.id())
                + " = "
                + place(e.name(), "pgEnum", "enum")
                + "("
                + TypeScript.string(e.name().name().text())
                + ", "
                + labels
                + ");\n";
    }

    /// `pgTable` in public, `billing.table` elsewhere.
    private String place(QualifiedName name, String inPublic, String inSchema) {
        String schema = name.schema().text();
        if (schema.equals("public")) return module.core(inPublic);
        return names.of(ExportNames.schema(schema)) + "." + inSchema;
    }

    String sequence(Sequence s) {
        var options = new ArrayList<String>();
        boolean down = s.options().increment() < 0;
        ColumnText.numbers(
                s.options(),
                down ? new long[] {Long.MIN_VALUE, -1} : new long[] {1, Long.MAX_VALUE},
                options);
        if (!s.options().dataType().equals("bigint"))
            notes.add("sequence " + s.name() + " is AS " + s.options().dataType());
        if (s.ownedBy() != null)
            notes.add(
                    "sequence "
                            + s.name()
                            + " is OWNED BY "
                            + s.ownedBy().table()
                            + "."
                            + s.ownedBy().column());
        return "export const "
                + names.of(s.id())
                + " = "
                + place(s.name(), "pgSequence", "sequence")
                + "("
                + TypeScript.string(s.name().name().text())
                + (options.isEmpty() ? "" : ", { " + String.join(", ", options) + " }")
                + ");\n";
    }

    String table(Table t) {
        var text = new StringBuilder();
        text.append("export const ")
                .append(names.of(t.id()))
                .append(" = ")
                .append(place(t.name(), "pgTable", "table"))
                .append("(")
                .append(TypeScript.string(t.name().name().text()))
                .append(", {\n");
        for (Column c : t.columns()) text.append("\t").append(property(t, c)).append(",\n");
        text.append("}");
        List<String> beside = extras(t);
        if (!beside.isEmpty()) {
            boolean cyclic = isInCycle(t);
            text.append(", (").append(CALLBACK).append(")");
            if (cyclic)
                text.append(": ").append(module.type("PgTableExtraConfigValue")).append("[]");
            text.append(" => [\n");
            beside.forEach(e -> text.append("\t").append(e).append(",\n"));
            text.append("]");
        }
        text.append(")");
        boolean hasPolicies = !policies(t).isEmpty();
        if (t.rowSecurity() && !hasPolicies) text.append(".enableRLS()");
        tableNotes(t, hasPolicies);
        return text.append(";\n").toString();
    }

    /// `email: varchar({ length: 320 }).notNull()`.
    String property(Table t, Column c) {
        columnNotes(t, c);
        String key = names.key(t.name(), c.name());
        return TypeScript.key(key) + ": " + columns.of(t, c, key);
    }

    private List<String> extras(Table t) {
        var all = new ArrayList<String>();
        for (Index i : indexes.getOrDefault(t.name(), List.of()))
            all.add(extras.index(i, CALLBACK));
        for (ConstraintKind kind : ConstraintKind.values())
            for (Constraint c : t.constraints())
                if (c.kind() == kind && !isInline(t, c))
                    extras.of(t, c, CALLBACK).ifPresent(all::add);
        for (Policy p : policies(t)) all.add(extras.policy(p));
        return all;
    }

    String index(Index i, String parameter) {
        return extras.index(i, parameter);
    }

    String policy(Policy p) {
        return extras.policy(p);
    }

    java.util.Optional<String> constraint(Table t, Constraint c, String parameter) {
        return extras.of(t, c, parameter);
    }

    static boolean isInline(Table t, Constraint c) {
        return c.kind() == ConstraintKind.PRIMARY_KEY
                && c.columns().size() == 1
                && t.column(c.columns().getFirst())
                        .filter(column -> ColumnText.isPrimaryKey(t, column))
                        .isPresent();
    }

    private List<Policy> policies(Table t) {
        return policies.getOrDefault(t.name(), List.of());
    }

    /// Tables that refer to each other in a circle need a written type there: TypeScript can't
    /// infer one from the other.
    private boolean isInCycle(Table t) {
        if (acyclic.contains(t.name())) return false;
        var seen = new HashSet<QualifiedName>();
        var open = new ArrayList<QualifiedName>(targets(t));
        while (!open.isEmpty()) {
            QualifiedName next = open.removeLast();
            if (next.equals(t.name())) return true;
            if (seen.add(next)) catalog.table(next).ifPresent(n -> open.addAll(targets(n)));
        }
        return false;
    }

    /// Those from which no circle can be reached: in nearly every schema, all.
    private static Set<QualifiedName> acyclic(List<Table> tables) {
        Map<QualifiedName, Set<QualifiedName>> open = new HashMap<>();
        Map<QualifiedName, List<QualifiedName>> referrers = new HashMap<>();
        for (Table t : tables) open.put(t.name(), targets(t));
        var free = new ArrayDeque<QualifiedName>();
        open.forEach((name, targets) -> {
            targets.removeIf(target -> !open.containsKey(target));
            targets.forEach(r -> referrers.computeIfAbsent(r, _ -> new ArrayList<>()).add(name));
            if (targets.isEmpty()) free.add(name);
        });
        var acyclic = new HashSet<QualifiedName>();
        while (!free.isEmpty()) {
            QualifiedName next = free.remove();
            acyclic.add(next);
            for (QualifiedName referrer : referrers.getOrDefault(next, List.of())) {
                Set<QualifiedName> left = Objects.requireNonNull(open.get(referrer));
                left.remove(next);
                if (left.isEmpty()) free.add(referrer);
            }
        }
        return acyclic;
    }

    private static Set<QualifiedName> targets(Table t) {
        return t.constraints().stream()
                .map(Constraint::references)
                .filter(r -> r != null && !r.equals(t.name()))
                .collect(Collectors.toCollection(HashSet::new));
    }

    String view(View v) {
        return "export const "
                + names.of(v.id())
                + " = "
                + place(v.name(), "pgView", "view")
                + "("
                + TypeScript.string(v.name().name().text())
                + ", "
                + viewColumns(v.name(), v.columns())
                + ")"
                + with(v.options())
                + ".as("
                + module.sql(v.query().strip())
                + ");\n";
    }

    String view(MaterializedView v) {
        var text =
                new StringBuilder("export const ")
                        .append(names.of(v.id()))
                        .append(" = ")
                        .append(place(v.name(), "pgMaterializedView", "materializedView"))
                        .append("(")
                        .append(TypeScript.string(v.name().name().text()))
                        .append(", ")
                        .append(viewColumns(v.name(), v.columns()))
                        .append(")");
        if (v.accessMethod() != null)
            text.append(".using(").append(TypeScript.string(v.accessMethod())).append(")");
        if (v.tablespace() != null)
            text.append(".tablespace(").append(TypeScript.string(v.tablespace())).append(")");
        text.append(with(v.options()));
        if (!v.populated()) text.append(".withNoData()");
        return text.append(".as(").append(module.sql(v.query().strip())).append(");\n").toString();
    }

    private String viewColumns(QualifiedName view, List<ViewColumn> all) {
        return all.stream()
                .map(c -> {
                    String key = names.key(view, c.name());
                    return TypeScript.key(key)
                            + ": "
                            + columns.ofView(c.name().text(), c.type(), null, key);
                })
                .collect(Collectors.joining(", ", "{ ", " }"));
    }

    /// Options of a view in Drizzle's camel case; a number or a truth value as such.
    private static String with(List<String> options) {
        if (options.isEmpty()) return "";
        return options.stream()
                .map(o -> {
                    int equal = o.indexOf('=');
                    String value = o.substring(equal + 1);
                    boolean bare = value.matches("true|false|-?\\d+(\\.\\d+)?");
                    return TypeScript.camel(o.substring(0, equal))
                            + ": "
                            + (bare ? value : TypeScript.string(value));
                })
                .collect(Collectors.joining(", ", ".with({ ", " })"));
    }

    private void columnNotes(Table t, Column c) {
        String at = "column " + t.name() + "." + c.name();
        if (c.collation() != null) notes.add(at + ": COLLATE " + c.collation());
        if (c.generated() != null && !c.generated().stored())
            notes.add(at + " is generated VIRTUAL; here it reads as stored");
        if (c.comment() != null) notes.add(at + " has a comment: " + c.comment());
        if (c.storage() != null) notes.add(at + ": STORAGE " + c.storage());
        if (c.compression() != null) notes.add(at + ": COMPRESSION " + c.compression());
        if (c.statistics() != null) notes.add(at + ": STATISTICS " + c.statistics());
    }

    private void tableNotes(Table t, boolean policies) {
        String at = "table " + t.name();
        if (policies && !t.rowSecurity())
            notes.add(at + " has policies while its row level security is off; here it is on");
        if (t.forceRowSecurity()) notes.add(at + ": FORCE ROW LEVEL SECURITY");
        if (t.unlogged()) notes.add(at + " is UNLOGGED");
        if (!t.options().isEmpty())
            notes.add(at + ": WITH (" + String.join(", ", t.options()) + ")");
        if (t.accessMethod() != null) notes.add(at + ": USING " + t.accessMethod());
        if (!t.replicaIdentity().equals("DEFAULT"))
            notes.add(at + ": REPLICA IDENTITY " + t.replicaIdentity());
        Partitioning p = t.partitioning();
        if (p.key() != null) notes.add(at + ": PARTITION BY " + p.key());
        if (!p.inherits().isEmpty())
            notes.add(
                    at
                            + ": INHERITS "
                            + p.inherits().stream()
                                    .map(QualifiedName::toString)
                                    .collect(Collectors.joining(", ")));
        if (t.comment() != null) notes.add(at + " has a comment: " + t.comment());
    }

    /// Kinds that Drizzle has no word for.
    private void ungoverned() {
        for (SchemaObject o : catalog.objects())
            switch (o) {
                case Table t when t.partitioning().parent() != null ->
                        notes.add(
                                o.id().words() + " is a partition of " + t.partitioning().parent());
                case Index i when !written.contains(ObjectId.of(Kind.TABLE, i.table())) ->
                        notes.add(o.id().words() + " is on " + i.table());
                case Schema _,
                        EnumType _,
                        Sequence _,
                        View _,
                        MaterializedView _,
                        Policy _,
                        Table _,
                        Index _ -> {
                    if (o.comment() != null && !(o instanceof Table))
                        notes.add(o.id().words() + " has a comment: " + o.comment());
                }
                default -> notes.add(o.id().words());
            }
    }

    String notesText() {
        if (notes.isEmpty()) return "";
        var text =
                new StringBuilder(
                        "\n// In the database too; Drizzle has no word for it, and Sluice keeps it as it is:\n");
        new LinkedHashSet<>(notes)
                .forEach(n -> text.append("// - ").append(TypeScript.remark(n)).append("\n"));
        return text.toString();
    }
}
