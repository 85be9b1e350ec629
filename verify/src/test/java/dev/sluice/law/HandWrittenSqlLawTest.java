package dev.sluice.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.diff.Diff;
import dev.sluice.diff.Rename;
import dev.sluice.plan.HazardKind;
import dev.sluice.plan.Plan;
import dev.sluice.plan.PlanOptions;
import dev.sluice.plan.Planned;
import dev.sluice.plan.Planner;
import dev.sluice.plan.Step;
import dev.sluice.plan.Wanted;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.Table;
import dev.sluice.source.catalog.CatalogReader;
import dev.sluice.sql.Renames;
import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The law of hand-written SQL: whatever is edited in the schema file, what people wrote by hand
/// stands afterwards with the same text, or is named in the plan as gone with its owner, or the
/// plan refuses and names it.
class HandWrittenSqlLawTest {
    private static final long SEED = Long.getLong("law.seed", 20261124L);
    private static final int PROJECTS = Integer.getInteger("law.projects", 200);

    /// The rule under test, so that a mutant can stand in its place.
    interface Rule {
        Wanted wanted(Catalog from, Set<ObjectId> lastDeclared, Catalog declared);
    }

    private static final Rule OURS =
            (from, last, declared) -> Wanted.of(from, last, declared, false);

    /// Four databases serve every project: each is emptied before, and its connection stays open,
    /// because a new session spends most of its time on filling its caches.
    private static final List<Place> PLACES = new ArrayList<>();

    private record Place(TestDatabase database, Connection connection) {
        static Place made() {
            TestDatabase database = TestPostgres.database();
            try {
                return new Place(database, database.connect());
            } catch (SQLException e) {
                database.close();
                throw new IllegalStateException(e);
            }
        }

        Place emptied() throws SQLException {
            run(this, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
            return this;
        }
    }

    @BeforeAll
    static void four_places() {
        for (int n = 0; n < 4; n++) PLACES.add(Place.made());
    }

    @AfterAll
    static void no_places() throws SQLException {
        for (Place p : PLACES) {
            p.connection.close();
            p.database.close();
        }
        PLACES.clear();
    }

    private final Map<RandomProject.Edit, Integer> edits = new EnumMap<>(RandomProject.Edit.class);
    private int refused;
    private int withoutWayBack;

    @Test
    void hand_written_objects_outlive_every_edit_of_the_schema_file() throws SQLException {
        var violations = new ArrayList<String>();
        for (long seed = SEED; seed < SEED + PROJECTS; seed++)
            violations.addAll(violationsOf(seed, OURS));
        System.out.println(
                "law of hand-written SQL: seed "
                        + SEED
                        + ", "
                        + PROJECTS
                        + " projects, edits "
                        + edits
                        + ", refused by name "
                        + refused);
        assertThat(violations).isEmpty();
        assertThat(edits.keySet()).containsExactlyInAnyOrder(RandomProject.Edit.values());
        if (PROJECTS >= 200) assertThat(edits.values()).allMatch(n -> n >= 20);
        assertThat(refused).isLessThan(PROJECTS / 2);
        assertThat(withoutWayBack).isLessThan(PROJECTS / 5);
    }

    @Test
    void a_rule_that_takes_the_declared_schema_for_everything_is_caught() throws SQLException {
        assertThat(firstViolation((_, _, declared) -> new Wanted.Decided(declared, List.of())))
                .isNotEmpty();
    }

    @Test
    void a_rule_that_drops_what_the_source_does_not_name_is_caught() throws SQLException {
        assertThat(firstViolation((from, last, declared) -> Wanted.of(from, last, declared, true)))
                .isNotEmpty();
    }

    @Test
    void a_rule_that_changes_nothing_is_caught() throws SQLException {
        assertThat(firstViolation((from, _, _) -> new Wanted.Decided(from, List.of())))
                .isNotEmpty();
    }

    private List<String> firstViolation(Rule mutant) throws SQLException {
        for (long seed = SEED; seed < SEED + 15; seed++) {
            List<String> found = violationsOf(seed, mutant);
            if (!found.isEmpty()) return found;
        }
        return List.of();
    }

    private List<String> violationsOf(long seed, Rule rule) throws SQLException {
        var project = new RandomProject(seed);
        var found = new ArrayList<String>();
        Place whole = PLACES.get(0).emptied();
        Place renamed = PLACES.get(1).emptied();
        Place declared = PLACES.get(2).emptied();
        Place edited = PLACES.get(3).emptied();
        String sql = project.declaredSql() + project.handSql();
        run(whole, sql);
        run(renamed, sql);
        run(declared, project.declaredSql());
        found.addAll(withoutEdits(read(whole), read(declared), rule));

        RandomProject after = project.copy();
        var renames = new ArrayList<Rename>();
        var drawn = new ArrayList<RandomProject.Edit>();
        while (drawn.size() < 2) after.edit(renames).ifPresent(drawn::add);
        run(edited, after.declaredSql());
        for (String statement : Renames.statements(renames)) run(renamed, statement);
        for (String statement : Renames.statements(renames)) run(declared, statement);

        Catalog from = read(renamed);
        switch (rule.wanted(from, ids(read(declared)), read(edited))) {
            case Wanted.Refused(List<String> reasons) -> found.addAll(refusal(reasons));
            case Wanted.Decided(Catalog wanted, _) -> {
                switch (Planner.plan(from, wanted, PlanOptions.renaming(renames))) {
                    case Planned.Refused(List<String> reasons) -> found.addAll(refusal(reasons));
                    case Planned.Ready(Plan plan) -> {
                        drawn.forEach(e -> edits.merge(e, 1, Integer::sum));
                        found.addAll(afterwards(plan, whole, renamed, edited));
                    }
                }
            }
        }
        return found.stream().map(v -> "seed " + seed + " " + drawn + ": " + v).toList();
    }

    private List<String> withoutEdits(Catalog from, Catalog declared, Rule rule) {
        if (!(rule.wanted(from, ids(declared), declared)
                instanceof Wanted.Decided(Catalog wanted, _)))
            return List.of("refused without an edit");
        return switch (Planner.plan(from, wanted, PlanOptions.NONE)) {
            case Planned.Refused(List<String> reasons) ->
                    List.of("refused without an edit: " + reasons);
            case Planned.Ready(Plan plan) ->
                    plan.isEmpty()
                            ? List.of()
                            : List.of("a plan without an edit: " + plan.differences());
        };
    }

    /// A refusal is lawful when it names a hand-made object.
    private List<String> refusal(List<String> reasons) {
        refused++;
        return reasons.stream()
                        .noneMatch(r ->
                                r.contains("hand_")
                                        || r.contains("label_of")
                                        || r.contains("touch"))
                ? List.of("refused without naming a hand-made object: " + reasons)
                : List.of();
    }

    private List<String> afterwards(Plan plan, Place whole, Place renamed, Place edited)
            throws SQLException {
        var found = new ArrayList<String>();
        Map<String, String> before = handMade(renamed);
        Catalog start = read(whole);
        run(whole, plan.steps());
        Map<String, String> after = handMade(whole);
        before.forEach((name, text) -> {
            boolean goneWithOwner =
                    plan.goneWith().stream()
                            .anyMatch(g -> g.contains(name.substring(name.indexOf(' ') + 1)));
            if (!text.equals(after.get(name)) && !(goneWithOwner && !after.containsKey(name)))
                found.add(name + " was " + text + " and is " + after.get(name));
        });
        if (!columns(edited).equals(columns(whole)))
            found.add("columns are " + columns(whole) + ", declared were " + columns(edited));
        boolean saysSo =
                !plan.isEmpty()
                        && plan.steps().getLast().hazards().stream()
                                .anyMatch(h -> h.kind() == HazardKind.IRREVERSIBLE);
        if (plan.wayBack().isEmpty() && saysSo) {
            withoutWayBack++;
            return found;
        }
        run(whole, plan.wayBack());
        Diff.between(start, read(whole)).forEach(d -> found.add("not back: " + d.words()));
        return found;
    }

    /// Read by this test's own queries, so that the product's catalog can't vouch for itself.
    private static Map<String, String> handMade(Place place) throws SQLException {
        return rows(
                place,
                """
                SELECT 'trigger ' || tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
                UNION ALL SELECT 'function ' || proname, pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
                UNION ALL SELECT 'view ' || viewname, definition FROM pg_views WHERE schemaname = 'public'
                UNION ALL SELECT 'index ' || indexname, indexdef FROM pg_indexes WHERE indexname = 'hand_include'
                UNION ALL SELECT 'column hand_log.' || attname, format_type(atttypid, atttypmod) || coalesce(pg_get_expr(adbin, adrelid), '')
                  FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
                  WHERE attrelid = to_regclass('hand_log') AND attnum > 0 AND NOT attisdropped
                UNION ALL SELECT CASE d.objsubid WHEN 0 THEN 'comment on table public.' || c.relname ELSE 'comment on column public.' || c.relname || '.title' END,
                  description FROM pg_description d JOIN pg_class c ON c.oid = d.objoid
                  WHERE d.classoid = 'pg_class'::regclass AND c.relnamespace = 'public'::regnamespace\
                """);
    }

    private static Map<String, String> columns(Place place) throws SQLException {
        return rows(
                place,
                """
                SELECT table_name || '.' || column_name, (SELECT format_type(atttypid, atttypmod) FROM pg_attribute
                  WHERE attrelid = format('%I', table_name)::regclass AND attname = column_name) FROM information_schema.columns
                WHERE table_schema = 'public' AND table_name !~ '^hand_'
                UNION ALL SELECT 'label ' || enumlabel, typname FROM pg_enum JOIN pg_type t ON t.oid = enumtypid\
                """);
    }

    private static Map<String, String> rows(Place place, String query) throws SQLException {
        var found = new TreeMap<String, String>();
        try (var s = place.connection.createStatement();
                var r = s.executeQuery(query)) {
            while (r.next()) found.put(r.getString(1), r.getString(2));
        }
        return found;
    }

    private static Set<ObjectId> ids(Catalog catalog) {
        var ids = new HashSet<ObjectId>();
        catalog.objects().forEach(o -> ids.add(o.id()));
        for (Table t : catalog.all(Table.class)) {
            t.columns().forEach(c -> ids.add(ObjectId.member(Kind.COLUMN, t.name(), c.name())));
            t.constraints()
                    .forEach(c -> ids.add(ObjectId.member(Kind.CONSTRAINT, t.name(), c.name())));
        }
        return ids;
    }

    private static Catalog read(Place place) throws SQLException {
        return CatalogReader.read(place.connection);
    }

    private static void run(Place place, String sql) throws SQLException {
        try (var s = place.connection.createStatement()) {
            s.execute(sql);
        }
    }

    private static void run(Place place, List<Step> steps) throws SQLException {
        Connection c = place.connection;
        c.setAutoCommit(false);
        try (var s = c.createStatement()) {
            s.execute("SET LOCAL check_function_bodies = off");
            for (Step step : steps) s.execute(step.sql());
            c.commit();
        } finally {
            c.rollback();
            c.setAutoCommit(true);
        }
    }
}
