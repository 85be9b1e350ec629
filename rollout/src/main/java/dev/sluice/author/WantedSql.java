package dev.sluice.author;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Index;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.SchemaObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an SQL-first source wants of a folder's state. SQL says all of an object, so what is
/// declared is as it was declared; what only hand-written SQL of the folder made, and no snapshot
/// ever declared, stays, unless it hangs inside of what goes: then the plan names it. What stands
/// outside and needs what goes, the planner refuses.
final class WantedSql {
    private WantedSql() {}

    static Catalog of(Catalog from, Set<ObjectId> lastDeclared, Catalog declared) {
        Map<ObjectId, SchemaObject> said = declared.byId();
        var gone = new HashSet<QualifiedName>();
        var kept = new ArrayList<SchemaObject>();
        for (SchemaObject o : from.objects()) {
            ObjectId id = o.id();
            if (said.containsKey(id)) continue;
            if (!lastDeclared.contains(id)) kept.add(o);
            else if (id.member().isEmpty() && !id.schema().isEmpty())
                gone.add(QualifiedName.of(id.schema(), id.name()));
        }
        kept.removeIf(o -> gone.contains(owner(o)));
        var objects = new ArrayList<>(declared.objects());
        objects.addAll(kept);
        var ids = new HashSet<ObjectId>();
        kept.forEach(o -> ids.add(o.id()));
        var dependencies = new ArrayList<>(declared.dependencies());
        from.dependencies().stream()
                .filter(d -> ids.contains(d.dependent()))
                .forEach(dependencies::add);
        return new Catalog(declared.major(), objects, dependencies);
    }

    /// Null for what hangs in nothing.
    private static @Nullable QualifiedName owner(SchemaObject o) {
        ObjectId id = o.id();
        if (o instanceof Index i) return i.table();
        return id.member().isEmpty() ? null : QualifiedName.of(id.schema(), id.name());
    }
}
