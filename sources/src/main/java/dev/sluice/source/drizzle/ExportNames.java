package dev.sluice.source.drizzle;

import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Table;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The names in TypeScript of what stands in the database: an existing export keeps its own, a new
/// one follows drizzle-kit's rule, made legal and unique.
final class ExportNames {
    private final ModuleText module;
    private final boolean preserve;
    private final Map<ObjectId, String> exports = new HashMap<>();
    private final Map<ObjectId, String> keys = new HashMap<>();
    private final Map<ObjectId, Set<String>> taken = new HashMap<>();

    ExportNames(ModuleText module, @Nullable DrizzleSchema existing, boolean preserve) {
        this.module = module;
        this.preserve = preserve;
        if (existing != null) remember(existing.facts());
    }

    private void remember(Facts facts) {
        for (var t : facts.tables()) {
            QualifiedName name = Names.stored(t.schema(), t.name());
            export(ObjectId.of(Kind.TABLE, name), t.export());
            for (var c : t.columns()) key(name, Names.stored(c.name()), c.key());
        }
        for (var e : facts.enums())
            export(ObjectId.of(Kind.ENUM, Names.stored(e.schema(), e.name())), e.export());
        for (var s : facts.sequences())
            export(ObjectId.of(Kind.SEQUENCE, Names.stored(s.schema(), s.name())), s.export());
        for (var s : facts.schemas()) export(schema(Names.stored(s.name()).text()), s.export());
        for (var v : facts.views())
            export(
                    ObjectId.of(
                            v.materialized() ? Kind.MATERIALIZED_VIEW : Kind.VIEW,
                            Names.stored(v.schema(), v.name())),
                    v.export());
    }

    private void export(ObjectId id, String name) {
        if (TypeScript.isIdentifier(name) && !name.equals("default") && module.reserve(name))
            exports.put(id, name);
    }

    private void key(QualifiedName table, dev.sluice.schema.Identifier column, String key) {
        keys.put(ObjectId.member(Kind.COLUMN, table, column), key);
        taken(table).add(key);
    }

    private Set<String> taken(QualifiedName table) {
        return taken.computeIfAbsent(ObjectId.of(Kind.TABLE, table), _ -> new HashSet<>());
    }

    static ObjectId schema(String name) {
        return new ObjectId(Kind.SCHEMA, "", name, "");
    }

    boolean isKnown(ObjectId id) {
        return exports.containsKey(id);
    }

    String of(ObjectId id) {
        return exports.computeIfAbsent(id, this::fresh);
    }

    private String fresh(ObjectId id) {
        String base = preserve ? id.name() : TypeScript.camel(id.name());
        if (id.kind() == Kind.SCHEMA) return module.claim(base, "Schema");
        if (!id.schema().equals("public"))
            base += "In" + capital(preserve ? id.schema() : TypeScript.camel(id.schema()));
        return module.claim(base, suffix(id.kind()));
    }

    private static String suffix(Kind kind) {
        return switch (kind) {
            case ENUM -> "Enum";
            case SEQUENCE -> "Sequence";
            case VIEW, MATERIALIZED_VIEW -> "View";
            default -> "Table";
        };
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /// The property of a column.
    String key(QualifiedName table, dev.sluice.schema.Identifier column) {
        ObjectId id = ObjectId.member(Kind.COLUMN, table, column);
        String known = keys.get(id);
        if (known != null) return known;
        String base = preserve ? column.text() : TypeScript.camel(column.text());
        String free = base;
        // enableRLS is a method of every table
        if (free.equals("enableRLS") || free.equals("_") || free.equals("$inferSelect"))
            free = base + "_1";
        for (int i = 1; !taken(table).add(free); i++) free = base + "_" + i;
        keys.put(id, free);
        return free;
    }

    /// Gives every column of a table its key, in their order.
    void keys(Table table) {
        table.columns().forEach(c -> key(table.name(), c.name()));
    }
}
