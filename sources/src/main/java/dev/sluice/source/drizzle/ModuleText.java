package dev.sluice.source.drizzle;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/// What a written module needs around its exports: imports, custom types, names in use.
final class ModuleText {
    /// Every value that drizzle-orm/pg-core gives a schema; a constant of such a name would hide
    /// it.
    private static final Set<String> CORE =
            Set.of(
                    "pgTable",
                    "pgTableCreator",
                    "pgSchema",
                    "pgEnum",
                    "pgView",
                    "pgMaterializedView",
                    "pgSequence",
                    "pgRole",
                    "pgPolicy",
                    "index",
                    "uniqueIndex",
                    "unique",
                    "check",
                    "primaryKey",
                    "foreignKey",
                    "customType",
                    "alias",
                    "bigint",
                    "bigserial",
                    "bit",
                    "boolean",
                    "char",
                    "cidr",
                    "date",
                    "decimal",
                    "doublePrecision",
                    "geometry",
                    "halfvec",
                    "inet",
                    "integer",
                    "interval",
                    "json",
                    "jsonb",
                    "line",
                    "macaddr",
                    "macaddr8",
                    "numeric",
                    "point",
                    "real",
                    "serial",
                    "smallint",
                    "smallserial",
                    "sparsevec",
                    "text",
                    "time",
                    "timestamp",
                    "uuid",
                    "varchar",
                    "vector",
                    "sql",
                    "relations");

    private final Set<String> core = new LinkedHashSet<>();
    private final Set<String> types = new TreeSet<>();
    private final Map<String, String> customTypes = new LinkedHashMap<>();
    private final Set<String> names = new LinkedHashSet<>();
    private final Set<String> known = new LinkedHashSet<>();
    private boolean sql;

    String core(String name) {
        core.add(name);
        return name;
    }

    String type(String name) {
        types.add(name);
        return name;
    }

    String sql(String expression) {
        sql = true;
        return TypeScript.sql(expression);
    }

    boolean usesSql() {
        return sql;
    }

    Set<String> coreNames() {
        return core;
    }

    Set<String> typeNames() {
        return types;
    }

    /// A name that is free, and taken from now on.
    String claim(String wanted, String suffix) {
        String name = TypeScript.identifier(wanted);
        if (TypeScript.isReserved(name) || CORE.contains(name)) name = name + suffix;
        String free = name;
        for (int i = 1; !names.add(free); i++) free = name + "_" + i;
        return free;
    }

    boolean reserve(String name) {
        return names.add(name);
    }

    /// The constant of a type that Drizzle has no builder for.
    String customType(String type) {
        String known = customTypes.get(type);
        if (known != null) return known;
        core("customType");
        String name = claim(TypeScript.camel(type.replaceAll("[^\\p{L}\\p{Nd}]+", "_")), "Type");
        customTypes.put(type, name);
        return name;
    }

    /// One that the file already has.
    void knownType(String type, String name) {
        if (customTypes.putIfAbsent(type, name) == null) {
            names.add(name);
            known.add(name);
        }
    }

    String customTypes() {
        var text = new StringBuilder();
        customTypes((_, written) -> text.append(written));
        return text.toString();
    }

    /// Names and texts of those that the file does not have yet.
    void customTypes(BiConsumer<String, String> each) {
        customTypes.forEach((type, name) -> {
            if (!known.contains(name)) each.accept(name, customType(name, type));
        });
    }

    private static String customType(String name, String type) {
        String data = type.equals("bytea") ? "Uint8Array" : "string";
        return "const "
                + name
                + " = customType<{ data: "
                + data
                + " }>({ dataType() { return "
                + TypeScript.string(type)
                + "; } });\n";
    }

    String imports() {
        var all = new LinkedHashSet<String>(core);
        types.forEach(t -> all.add("type " + t));
        var text = new StringBuilder();
        if (!all.isEmpty())
            text.append("import { ")
                    .append(String.join(", ", all))
                    .append(" } from \"drizzle-orm/pg-core\";\n");
        if (sql) text.append("import { sql } from \"drizzle-orm\";\n");
        return text.toString();
    }
}
