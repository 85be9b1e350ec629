package dev.sluice.plan;

import dev.sluice.schema.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The roles that were declared last and those that are declared now. Roles belong to the cluster,
/// and other databases of it may have made, changed or dropped them before, or need them still: a
/// role is made where it is missing and dropped where nothing stands on it. The way back drops
/// none.
public record RoleChanges(List<DeclaredRole> before, List<DeclaredRole> after) {
    public static final RoleChanges NONE = new RoleChanges(List.of(), List.of());

    public RoleChanges {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /// In front of everything: policies name roles.
    List<Step> first() {
        return made(before, after);
    }

    /// Behind everything.
    List<Step> last() {
        var steps = new ArrayList<Step>();
        for (DeclaredRole r : before) if (find(after, r).isEmpty()) steps.add(drop(r));
        return steps;
    }

    List<Step> firstOnTheWayBack() {
        return made(after, before);
    }

    private static List<Step> made(List<DeclaredRole> stand, List<DeclaredRole> wanted) {
        var steps = new ArrayList<Step>();
        for (DeclaredRole r : wanted) {
            Optional<DeclaredRole> stood = find(stand, r);
            if (stood.isEmpty()) steps.add(create(r));
            else if (!stood.get().equals(r)) steps.add(alter(stood.get(), r));
        }
        return steps;
    }

    private static Optional<DeclaredRole> find(List<DeclaredRole> roles, DeclaredRole named) {
        return roles.stream().filter(r -> r.name().equals(named.name())).findFirst();
    }

    private static Step create(DeclaredRole r) {
        String attributes =
                (r.createDb() ? " CREATEDB" : "")
                        + (r.createRole() ? " CREATEROLE" : "")
                        + (r.inherit() ? "" : " NOINHERIT");
        return unless(
                "CREATE ROLE " + quoted(r) + attributes,
                "duplicate_object",
                "create role " + r.name() + " where missing",
                List.of());
    }

    private static Step alter(DeclaredRole stood, DeclaredRole r) {
        var sql = new StringBuilder("ALTER ROLE " + quoted(r));
        if (stood.createDb() != r.createDb())
            sql.append(r.createDb() ? " CREATEDB" : " NOCREATEDB");
        if (stood.createRole() != r.createRole())
            sql.append(r.createRole() ? " CREATEROLE" : " NOCREATEROLE");
        if (stood.inherit() != r.inherit()) sql.append(r.inherit() ? " INHERIT" : " NOINHERIT");
        return new Step(
                sql.toString(),
                "change role " + r.name(),
                TransactionMode.TRANSACTIONAL,
                List.of());
    }

    private static Step drop(DeclaredRole r) {
        String summary = "drop role " + r.name() + " where nothing stands on it";
        return unless(
                "DROP ROLE " + quoted(r),
                "undefined_object OR dependent_objects_still_exist",
                summary,
                List.of(
                        new Hazard(
                                HazardKind.BREAKS_RUNNING_CODE,
                                "role " + r.name(),
                                "whoever works as this role can do so no longer, in any database of the server",
                                "take it from its members first",
                                null)));
    }

    private static Step unless(
            String statement, String condition, String summary, List<Hazard> hazards) {
        return new Step(
                "DO $sluice$ BEGIN %s; EXCEPTION WHEN %s THEN NULL; END $sluice$"
                        .formatted(statement, condition),
                summary,
                TransactionMode.TRANSACTIONAL,
                hazards);
    }

    private static String quoted(DeclaredRole r) {
        return Identifier.of(r.name()).quoted();
    }
}
