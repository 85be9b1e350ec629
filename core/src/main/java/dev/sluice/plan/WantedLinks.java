package dev.sluice.plan;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Dependency;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.SchemaObject;
import dev.sluice.schema.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which dependencies the wanted objects have: those of the declaration, and those of the standing
/// state for whatever stays as it stands.
final class WantedLinks {
    private final Catalog declared;
    private final Map<ObjectId, SchemaObject> before;
    private final List<Dependency> standing;
    private final Map<ObjectId, SchemaObject> said;
    private final Set<ObjectId> goneColumns = new HashSet<>();

    WantedLinks(Catalog from, Catalog declared, Map<ObjectId, SchemaObject> wanted) {
        this.declared = declared;
        this.before = from.byId();
        this.standing = from.dependencies();
        this.said = declared.byId();
        for (Table t : from.all(Table.class)) {
            Table now = wanted.get(t.id()) instanceof Table w ? w : null;
            t.columns().stream()
                    .filter(c -> now == null || now.column(c.name()).isEmpty())
                    .forEach(c -> goneColumns.add(column(t.name(), c.name())));
        }
    }

    private static ObjectId column(QualifiedName table, Identifier name) {
        return ObjectId.member(Kind.COLUMN, table, name);
    }

    /// A column that stood and is wanted no longer.
    boolean isGone(ObjectId column) {
        return goneColumns.contains(column);
    }

    List<Dependency> kept(Map<ObjectId, SchemaObject> wanted) {
        var all = new ArrayList<>(declared.dependencies());
        for (Dependency d : standing) if (isAsItStood(d.dependent(), wanted)) all.add(d);
        return all;
    }

    /// Sentences for what stays and stands on what goes.
    Set<String> broken(Map<ObjectId, SchemaObject> wanted) {
        var reasons = new TreeSet<String>();
        for (Dependency d : standing) {
            if (!goes(d.on(), wanted) || !isAsItStood(d.dependent(), wanted)) continue;
            reasons.add(
                    "%s is no longer declared, but %s stands on it: change or drop that first with `sluice generate --custom`"
                            .formatted(d.on().words(), d.dependent().words()));
        }
        return reasons;
    }

    private boolean goes(ObjectId id, Map<ObjectId, SchemaObject> wanted) {
        if (id.kind() == Kind.COLUMN) return isGone(id) || relationGoes(id, wanted);
        return before.containsKey(id) && !wanted.containsKey(id);
    }

    private boolean relationGoes(ObjectId member, Map<ObjectId, SchemaObject> wanted) {
        for (Kind kind : new Kind[] {Kind.TABLE, Kind.VIEW, Kind.MATERIALIZED_VIEW}) {
            var relation = new ObjectId(kind, member.schema(), member.name(), "");
            if (before.containsKey(relation)) return !wanted.containsKey(relation);
        }
        return false;
    }

    /// Whether the object, or the member of a table, is wanted just as it stood. A declared one is
    /// judged by what the declaration needs.
    private boolean isAsItStood(ObjectId id, Map<ObjectId, SchemaObject> wanted) {
        return switch (id.kind()) {
            case COLUMN, DEFAULT, CONSTRAINT -> isMemberAsItStood(id, wanted);
            default -> isObjectAsItStood(id, wanted.get(id));
        };
    }

    private boolean isObjectAsItStood(ObjectId id, @Nullable SchemaObject now) {
        return now != null && now.equals(before.get(id)) && !isSaidAlike(id, now);
    }

    private boolean isSaidAlike(ObjectId id, SchemaObject now) {
        SchemaObject declaration = said.get(id);
        return declaration != null && (declaration.equals(now) || id.kind() == Kind.TABLE);
    }

    private boolean isMemberAsItStood(ObjectId id, Map<ObjectId, SchemaObject> wanted) {
        var table = new ObjectId(Kind.TABLE, id.schema(), id.name(), "");
        if (!(wanted.get(table) instanceof Table now) || !(before.get(table) instanceof Table was))
            return wanted.containsKey(new ObjectId(Kind.VIEW, id.schema(), id.name(), ""));
        Identifier name = Identifier.of(id.member());
        Object is =
                id.kind() == Kind.CONSTRAINT
                        ? now.constraint(name).orElse(null)
                        : now.column(name).orElse(null);
        Object stood =
                id.kind() == Kind.CONSTRAINT
                        ? was.constraint(name).orElse(null)
                        : was.column(name).orElse(null);
        if (is == null || !Objects.equals(is, stood)) return false;
        if (!(said.get(table) instanceof Table t)) return true;
        Object declaration =
                id.kind() == Kind.CONSTRAINT
                        ? t.constraint(name).orElse(null)
                        : t.column(name).orElse(null);
        return declaration == null || id.kind() == Kind.CONSTRAINT && !declaration.equals(is);
    }
}
