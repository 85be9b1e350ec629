package dev.sluice.author;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.CompositeType;
import dev.sluice.schema.Domain;
import dev.sluice.schema.Extension;
import dev.sluice.schema.Function;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.SchemaObject;
import dev.sluice.schema.Trigger;
import dev.sluice.sql.Sql;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The way back of what a hand-written migration did to objects that are never planned: triggers
/// first, then (after the planned steps) functions, domains, composites and extensions. A proof
/// decides whether it holds. `made` are those of `after` that drop what did not stand before.
record CarriedBack(Catalog from, List<String> before, List<String> after, List<String> made) {
    /// `from` without what the migration made, with what it took away: what the planner sees.
    static CarriedBack of(Catalog from, Catalog target) {
        Map<ObjectId, SchemaObject> wanted = target.byId();
        Map<ObjectId, SchemaObject> stands = from.byId();
        var before = new ArrayList<String>();
        var after = new ArrayList<String>();
        var dropped = new ArrayList<String>();
        var seen = new ArrayList<SchemaObject>();
        var missing = new ArrayList<SchemaObject>();
        Set<ObjectId> made = new HashSet<>();
        for (SchemaObject o : from.objects()) {
            SchemaObject was = wanted.get(o.id());
            if (!isCarried(o) || o.equals(was)) {
                seen.add(o);
                continue;
            }
            made.add(o.id());
            if (was != null) seen.add(was);
            if (o instanceof Function f && was instanceof Function old)
                after.add(replacement(f, old));
            else {
                (o instanceof Trigger ? before : after).add(0, drop(o));
                if (was != null) missing.add(was);
                else if (!(o instanceof Trigger)) dropped.add(0, drop(o));
            }
        }
        for (SchemaObject o : target.objects())
            if (isCarried(o) && !stands.containsKey(o.id())) {
                seen.add(o);
                missing.add(o);
            }
        after.addAll(Sql.statements(new Catalog(target.major(), missing, Set.of())));
        var dependencies = new HashSet<>(from.dependencies());
        dependencies.removeIf(d -> made.contains(d.dependent()) || made.contains(d.on()));
        return new CarriedBack(
                new Catalog(from.major(), seen, dependencies), before, after, dropped);
    }

    /// What the migration made goes first: it may stand on a type that the plan makes anew.
    CarriedBack madeFirst() {
        var first = new ArrayList<>(before);
        first.addAll(made);
        var rest = new ArrayList<>(after);
        rest.removeAll(made);
        return new CarriedBack(from, first, rest, List.of());
    }

    private static boolean isCarried(SchemaObject o) {
        return o instanceof Function
                || o instanceof Trigger
                || o instanceof Domain
                || o instanceof CompositeType
                || o instanceof Extension;
    }

    private static String replacement(Function now, Function old) {
        return now.procedure() == old.procedure()
                ? old.definition()
                : drop(now) + ";\n" + old.definition();
    }

    private static String drop(SchemaObject o) {
        return switch (o) {
            case Trigger t -> "DROP TRIGGER " + t.name().quoted() + " ON " + t.table().quoted();
            case Function f ->
                    "DROP "
                            + (f.procedure() ? "PROCEDURE " : "FUNCTION ")
                            + f.name().quoted()
                            + "("
                            + f.arguments()
                            + ")";
            case Domain d -> "DROP DOMAIN " + d.name().quoted();
            case CompositeType c -> "DROP TYPE " + c.name().quoted();
            case Extension e -> "DROP EXTENSION " + e.name().quoted();
            default -> throw new IllegalArgumentException("not carried: " + o.id());
        };
    }
}
