package dev.sluice.source.drizzle;

import dev.sluice.schema.Constraint;
import dev.sluice.schema.ConstraintKind;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Index;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.Policy;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Table;
import dev.sluice.sql.ConstraintSql;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What stands beside a table's columns: keys, indexes, checks, policies. What Drizzle has no word
/// for is left out with a note.
final class ExtrasText {
    private static final Pattern ACTION =
            Pattern.compile("ON (UPDATE|DELETE) (CASCADE|SET NULL|SET DEFAULT|RESTRICT)( \\()?");

    private final ModuleText module;
    private final ExportNames names;
    private final Set<ObjectId> tables;
    private final List<String> notes;

    /// `tables` are those that the module writes; a foreign key to another one is a note.
    ExtrasText(ModuleText module, ExportNames names, Set<ObjectId> tables, List<String> notes) {
        this.module = module;
        this.names = names;
        this.tables = tables;
        this.notes = notes;
    }

    /// `table` is the name of the callback's parameter.
    Optional<String> of(Table t, Constraint c, String table) {
        if (!c.local() || c.kind() == ConstraintKind.NOT_NULL) return Optional.empty();
        return switch (c.kind()) {
            case PRIMARY_KEY -> primaryKey(t, c, table);
            case UNIQUE -> unique(t, c, table);
            case FOREIGN_KEY -> foreignKey(t, c, table);
            case CHECK -> check(t, c);
            case EXCLUSION, NOT_NULL -> none(t, c);
        };
    }

    private Optional<String> none(Table t, Constraint c) {
        note("constraint " + c.name() + " of " + t.name() + ": " + c.definition());
        return Optional.empty();
    }

    private Optional<String> primaryKey(Table t, Constraint c, String table) {
        beyond(t, c, "PRIMARY KEY");
        return Optional.of(
                module.core("primaryKey")
                        + "({ columns: "
                        + list(t.name(), c.columns(), table)
                        + ", name: "
                        + name(c.name())
                        + " })");
    }

    private Optional<String> unique(Table t, Constraint c, String table) {
        beyond(t, c, "UNIQUE( NULLS NOT DISTINCT)?");
        String nulls =
                c.definition().startsWith("UNIQUE NULLS NOT DISTINCT") ? ".nullsNotDistinct()" : "";
        String columns = columns(t.name(), c.columns(), table);
        return Optional.of(
                module.core("unique") + "(" + name(c.name()) + ").on(" + columns + ")" + nulls);
    }

    /// Notes INCLUDE, DEFERRABLE and the like, which follow the column list.
    private void beyond(Table t, Constraint c, String start) {
        Matcher m =
                Pattern.compile(start + " \\([^)]*\\)(.*)", Pattern.DOTALL).matcher(c.definition());
        String rest = m.matches() ? m.group(m.groupCount()).strip() : c.definition();
        if (!rest.isEmpty()) note("constraint " + c.name() + " of " + t.name() + ": " + rest);
    }

    private Optional<String> foreignKey(Table t, Constraint c, String table) {
        QualifiedName target = c.references();
        if (target == null || !tables.contains(ObjectId.of(Kind.TABLE, target))) return none(t, c);
        boolean self = target.equals(t.name());
        String to = self ? table : names.of(ObjectId.of(Kind.TABLE, target));
        var text =
                new StringBuilder(module.core("foreignKey"))
                        .append("({ columns: ")
                        .append(list(t.name(), c.columns(), table))
                        .append(", foreignColumns: ")
                        .append(list(target, ConstraintSql.referenced(c), to))
                        .append(", name: ")
                        .append(name(c.name()))
                        .append(" })");
        text.append(actions(c.definition()));
        int end =
                Printed.closing(
                        c.definition(),
                        c.definition().indexOf('(', c.definition().indexOf(" REFERENCES ")));
        String rest =
                ACTION.matcher(c.definition().substring(end + 1))
                        .replaceAll(m -> m.group(3) == null ? "" : m.group())
                        .replaceAll(" +", " ")
                        .strip();
        if (!rest.isEmpty()) note("constraint " + c.name() + " of " + t.name() + ": " + rest);
        return Optional.of(text.toString());
    }

    private static String actions(String definition) {
        var text = new StringBuilder();
        Matcher m = ACTION.matcher(definition);
        while (m.find())
            text.append(m.group(1).equals("UPDATE") ? ".onUpdate(" : ".onDelete(")
                    .append(TypeScript.string(m.group(2).toLowerCase(Locale.ROOT)))
                    .append(")");
        return text.toString();
    }

    private Optional<String> check(Table t, Constraint c) {
        Printed.Check parts = Printed.check(c.definition());
        if (!parts.rest().isEmpty())
            note("constraint " + c.name() + " of " + t.name() + ": " + parts.rest());
        return Optional.of(
                module.core("check")
                        + "("
                        + name(c.name())
                        + ", "
                        + module.sql(parts.expression())
                        + ")");
    }

    String index(Index i, String table) {
        Printed.IndexParts parts = Printed.index(i.definition());
        if (parts.include() || parts.nullsNotDistinct() || !i.valid())
            note(
                    "index "
                            + i.name()
                            + " in full: "
                            + i.definition()
                            + (i.valid() ? "" : " (invalid)"));
        String keys =
                parts.keys().stream()
                        .map(k -> indexKey(i.table(), k, table))
                        .collect(Collectors.joining(", "));
        var text =
                new StringBuilder(module.core(i.unique() ? "uniqueIndex" : "index"))
                        .append("(")
                        .append(name(i.name().name()))
                        .append(")");
        if (parts.method().equals("btree")) text.append(".on(").append(keys).append(")");
        else
            text.append(".using(")
                    .append(TypeScript.string(parts.method()))
                    .append(", ")
                    .append(keys)
                    .append(")");
        if (!parts.with().isEmpty())
            text.append(".with({ ")
                    .append(
                            parts.with().stream()
                                    .map(ExtrasText::setting)
                                    .collect(Collectors.joining(", ")))
                    .append(" })");
        if (parts.where() != null)
            text.append(".where(").append(module.sql(parts.where())).append(")");
        return text.toString();
    }

    private static String setting(String option) {
        int equal = option.indexOf('=');
        String value = option.substring(equal + 1).strip();
        if (value.startsWith("'") && value.endsWith("'") && value.length() > 1)
            value = value.substring(1, value.length() - 1);
        return TypeScript.key(option.substring(0, equal).strip()) + ": " + TypeScript.string(value);
    }

    private String indexKey(QualifiedName table, Printed.Key k, String parameter) {
        Identifier column = k.column();
        if (column == null) return module.sql(k.text());
        var text = new StringBuilder(TypeScript.member(parameter, names.key(table, column)));
        if (k.desc()) text.append(".desc()");
        if (k.nullsFirst()) text.append(".nullsFirst()");
        if (k.opclass() != null)
            text.append(".op(").append(TypeScript.string(k.opclass())).append(")");
        return text.toString();
    }

    String policy(Policy p) {
        var options = new ArrayList<String>();
        if (!p.permissive()) options.add("as: \"restrictive\"");
        options.add("for: " + TypeScript.string(p.command().toLowerCase(Locale.ROOT)));
        options.add(
                "to: "
                        + p.roles().stream()
                                .map(TypeScript::string)
                                .collect(Collectors.joining(", ", "[", "]")));
        if (p.using() != null) options.add("using: " + module.sql(Printed.unwrapped(p.using())));
        if (p.withCheck() != null)
            options.add("withCheck: " + module.sql(Printed.unwrapped(p.withCheck())));
        return module.core("pgPolicy")
                + "("
                + name(p.name())
                + ", { "
                + String.join(", ", options)
                + " })";
    }

    private static String name(Identifier name) {
        return TypeScript.string(name.text());
    }

    private String list(QualifiedName table, List<Identifier> columns, String owner) {
        return "[" + columns(table, columns, owner) + "]";
    }

    private String columns(QualifiedName table, List<Identifier> columns, String owner) {
        return columns.stream()
                .map(c -> TypeScript.member(owner, names.key(table, c)))
                .collect(Collectors.joining(", "));
    }

    void note(String text) {
        notes.add(text);
    }
}
