package dev.sluice.source.drizzle;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.ConstraintKind;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Table;
import dev.sluice.sql.ConstraintSql;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// `relations.ts`: for each foreign key a `one` on its side and a `many` on the other.
final class RelationsText {
    private record Link(
            String key, boolean one, QualifiedName other, Constraint by, String relationName) {}

    private final Catalog catalog;
    private final ExportNames names;
    private final Map<QualifiedName, List<Link>> links = new LinkedHashMap<>();
    private final Map<QualifiedName, Set<String>> taken = new LinkedHashMap<>();

    RelationsText(Catalog catalog, ExportNames names) {
        this.catalog = catalog;
        this.names = names;
    }

    String file() {
        for (Table t : catalog.all(Table.class))
            for (Constraint c : t.constraints())
                if (c.kind() == ConstraintKind.FOREIGN_KEY && isWritten(t.name(), c)) link(t, c);
        if (links.isEmpty()) return "import { relations } from \"drizzle-orm/relations\";\n";
        var used = new TreeSet<String>();
        var body = new StringBuilder();
        links.forEach((table, all) -> body.append(relations(table, all, used)));
        return "import { relations } from \"drizzle-orm/relations\";\nimport { "
                + String.join(", ", used)
                + " } from \"./schema\";\n"
                + body;
    }

    private boolean isWritten(QualifiedName from, Constraint c) {
        QualifiedName to = c.references();
        return to != null && c.local() && isPlain(from) && isPlain(to);
    }

    private boolean isPlain(QualifiedName table) {
        return catalog.table(table).filter(t -> t.partitioning().parent() == null).isPresent();
    }

    private void link(Table t, Constraint c) {
        QualifiedName to = java.util.Objects.requireNonNull(c.references());
        List<Constraint> back =
                to.equals(t.name()) ? List.of() : keys(catalog.table(to).orElseThrow(), t.name());
        boolean several = to.equals(t.name()) || keys(t, to).size() + back.size() > 1;
        boolean namedTwice = back.stream().anyMatch(o -> o.name().equals(c.name()));
        String relation =
                !several ? "" : namedTwice ? export(t.name()) + "." + c.name() : c.name().text();
        String columns =
                c.columns().stream()
                        .map(i -> names.key(t.name(), i))
                        .collect(Collectors.joining("_"));
        String one = singular(export(to)) + (several ? "_" + columns : "");
        String many = plural(export(t.name())) + (several ? "_" + columns : "");
        add(t.name(), new Link(free(t.name(), one), true, to, c, relation));
        add(to, new Link(free(to, many), false, t.name(), c, relation));
    }

    private static List<Constraint> keys(Table from, QualifiedName to) {
        return from.constraints().stream()
                .filter(c -> c.local() && to.equals(c.references()))
                .toList();
    }

    private void add(QualifiedName table, Link link) {
        links.computeIfAbsent(table, _ -> new ArrayList<>()).add(link);
    }

    private String export(QualifiedName table) {
        return names.of(ObjectId.of(Kind.TABLE, table));
    }

    private String free(QualifiedName table, String wanted) {
        Set<String> used =
                taken.computeIfAbsent(
                        table,
                        name ->
                                new HashSet<>(
                                        catalog.table(name).orElseThrow().columns().stream()
                                                .map(c -> names.key(name, c.name()))
                                                .toList()));
        String free = wanted;
        for (int i = 1; !used.add(free); i++) free = wanted + "_" + i;
        return free;
    }

    private String relations(QualifiedName table, List<Link> all, Set<String> used) {
        String export = export(table);
        used.add(export);
        var words = new TreeSet<String>();
        var body = new StringBuilder();
        for (Link l : all) {
            used.add(export(l.other()));
            words.add(l.one() ? "one" : "many");
            body.append("\t")
                    .append(TypeScript.key(l.key()))
                    .append(": ")
                    .append(call(table, l))
                    .append(",\n");
        }
        return "\nexport const "
                + export
                + "Relations = relations("
                + export
                + ", ({ "
                + String.join(", ", words.descendingSet())
                + " }) => ({\n"
                + body
                + "}));\n";
    }

    private String call(QualifiedName table, Link l) {
        String name =
                l.relationName().isEmpty()
                        ? ""
                        : "relationName: " + TypeScript.string(l.relationName());
        if (!l.one())
            return "many(" + export(l.other()) + (name.isEmpty() ? "" : ", { " + name + " }") + ")";
        return "one("
                + export(l.other())
                + ", {\n\t\tfields: ["
                + columns(table, l.by().columns())
                + "],\n\t\treferences: ["
                + columns(l.other(), ConstraintSql.referenced(l.by()))
                + "],\n"
                + (name.isEmpty() ? "" : "\t\t" + name + ",\n")
                + "\t})";
    }

    private String columns(QualifiedName table, List<Identifier> columns) {
        return columns.stream()
                .map(c -> TypeScript.member(export(table), names.key(table, c)))
                .collect(Collectors.joining(", "));
    }

    private static String singular(String name) {
        if (name.endsWith("ies") && name.length() > 4)
            return name.substring(0, name.length() - 3) + "y";
        if (name.matches(".*(ss|us|is)")) return name;
        if (name.matches(".*(ches|shes|xes|sses|zes)")) return name.substring(0, name.length() - 2);
        return name.endsWith("s") && name.length() > 2
                ? name.substring(0, name.length() - 1)
                : name;
    }

    private static String plural(String name) {
        if (name.endsWith("s") && !name.endsWith("ss")) return name;
        if (name.matches(".*(ch|sh|x|ss|z)")) return name + "es";
        if (name.matches(".*[^aeiou]y")) return name.substring(0, name.length() - 1) + "ies";
        return name + "s";
    }
}
