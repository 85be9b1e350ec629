package dev.sluice.testkit.generated;

import dev.sluice.testkit.generated.Expressions.Reference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What hangs on something: triggers, policies, rules, statistics, settings, comments, grants.
final class Attached {
    private static final List<String> ROLES =
            List.of("PUBLIC", "pg_monitor", "pg_read_all_data, pg_monitor");

    private final Draft draft;
    private final Expressions expressions;
    private final Set<Integer> commented = new HashSet<>();

    Attached(Draft draft) {
        this.draft = draft;
        this.expressions = new Expressions(draft);
    }

    private static String ref(Item item) {
        return "{" + item.id() + "}";
    }

    void trigger() {
        if (!draft.has(Feature.FUNCTION)) return;
        var candidates = new ArrayList<>(draft.tables());
        candidates.addAll(draft.all(Feature.VIEW));
        if (candidates.isEmpty()) return;
        Item on = draft.pick(candidates);
        int function =
                draft.make(Feature.FUNCTION, Item.Form.QUALIFIED)
                        .in(draft.home())
                        .named("stamp")
                        .words("FUNCTION")
                        .signature("()")
                        .text("CREATE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql")
                        .slot(
                                "body",
                                "AS $$ BEGIN RETURN NEW; END $$",
                                "AS $$ BEGIN\n  RETURN coalesce(NEW, OLD);\nEND $$")
                        .add();
        String run = " EXECUTE FUNCTION {" + function + "}('a', 'it''s')";
        var ways = new ArrayList<String>();
        if (on.feature() == Feature.VIEW) {
            ways.add("INSTEAD OF UPDATE ON " + ref(on) + " FOR EACH ROW" + run);
            ways.add("INSTEAD OF INSERT OR DELETE ON " + ref(on) + " FOR EACH ROW" + run);
        } else {
            ways.add("BEFORE INSERT ON " + ref(on) + " FOR EACH ROW" + run);
            ways.add("AFTER UPDATE OR DELETE ON " + ref(on) + run);
            for (Item c : draft.some(draft.ordered(on), 1)) {
                String condition = draft.pick(expressions.conditions(Reference.of("new", c)));
                ways.add(
                        "BEFORE INSERT OR UPDATE OF "
                                + ref(c)
                                + " ON "
                                + ref(on)
                                + " FOR EACH ROW WHEN ("
                                + condition
                                + ")"
                                + run);
            }
            if (on.feature() == Feature.TABLE)
                ways.add(
                        "AFTER INSERT ON "
                                + ref(on)
                                + " REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT"
                                + run);
        }
        int trigger =
                draft.make(Feature.TRIGGER, Item.Form.MEMBER)
                        .in(on.id())
                        .named("tr")
                        .words("TRIGGER")
                        .text("CREATE TRIGGER {}")
                        .slot("event", ways)
                        .add();
        if (on.feature() == Feature.TABLE && draft.has(Feature.SETTING))
            setting(
                    Feature.TRIGGER,
                    "ALTER TABLE %s %%s TRIGGER {~%d}".formatted(ref(on), trigger),
                    "DISABLE",
                    "ENABLE REPLICA",
                    "ENABLE ALWAYS");
    }

    void policy() {
        List<Item> candidates = draft.tables();
        if (candidates.isEmpty()) return;
        Item table = draft.pick(candidates);
        var conditions = new ArrayList<>(List.of("true", "CURRENT_USER <> 'nobody'"));
        for (Item c : draft.some(draft.columns(table), 2))
            conditions.add(draft.pick(expressions.conditions(Reference.of(c))));
        for (Item other : draft.some(draft.plainTables(), 1))
            conditions.add("EXISTS (SELECT FROM " + ref(other) + " AS z)");
        String one = draft.pick(conditions);
        String other = draft.pick(conditions);
        draft.make(Feature.POLICY, Item.Form.MEMBER)
                .in(table.id())
                .named("pol")
                .words("POLICY")
                .text("CREATE POLICY {} ON " + ref(table))
                .slot("permissive", "", "AS RESTRICTIVE")
                .slot(
                        "command",
                        "USING (" + one + ")",
                        "USING (" + other + ") WITH CHECK (" + one + ")",
                        "FOR SELECT TO pg_monitor USING (" + other + ")",
                        "FOR INSERT WITH CHECK (" + one + ")",
                        "FOR UPDATE TO pg_monitor, CURRENT_USER USING (" + one + ")")
                .add();
    }

    void rule() {
        List<Item> candidates = draft.plainTables();
        if (candidates.isEmpty()) return;
        Item table = draft.pick(candidates);
        var ways =
                new ArrayList<>(
                        List.of(
                                "ON DELETE TO " + ref(table) + " DO INSTEAD NOTHING",
                                "ON UPDATE TO " + ref(table) + " DO ALSO NOTIFY told"));
        for (Item c : draft.some(draft.columns(table), 1))
            ways.add(
                    "ON UPDATE TO "
                            + ref(table)
                            + " WHERE old."
                            + ref(c)
                            + " IS NULL DO INSTEAD NOTHING");
        draft.make(Feature.RULE, Item.Form.MEMBER)
                .in(table.id())
                .named("rule")
                .words("RULE")
                .text("CREATE RULE {} AS")
                .slot("event", ways)
                .add();
    }

    void statistics() {
        List<Item> candidates =
                draft.tables().stream().filter(t -> draft.ordered(t).size() > 1).toList();
        if (candidates.isEmpty()) return;
        Item table = draft.pick(candidates);
        List<Item> columns = draft.some(draft.ordered(table), 2);
        String both = ref(columns.getFirst()) + ", " + ref(columns.getLast());
        String expression =
                "(" + draft.pick(expressions.scalars(Reference.of(columns.getFirst()))) + ")";
        int statistics =
                draft.make(Feature.STATISTICS, Item.Form.QUALIFIED)
                        .in(draft.home())
                        .named("stat")
                        .words("STATISTICS")
                        .text("CREATE STATISTICS {}")
                        .slot(
                                "what",
                                "ON " + both,
                                "(ndistinct, dependencies) ON " + both,
                                "(mcv) ON " + both,
                                "ON " + expression + ", " + ref(columns.getLast()),
                                "ON " + expression)
                        .text("FROM " + ref(table))
                        .add();
        if (draft.chance(30))
            setting(
                    Feature.STATISTICS,
                    "ALTER STATISTICS {" + statistics + "} SET STATISTICS %s",
                    "100",
                    "0");
    }

    void publication() {
        List<Item> tables =
                draft.plainTables().stream().filter(t -> !draft.passing.contains(t.id())).toList();
        if (tables.isEmpty()) return;
        Item table = draft.pick(tables);
        var ways = new ArrayList<>(List.of("FOR TABLE " + ref(table), "FOR ALL TABLES", ""));
        ways.add("FOR TABLE ONLY " + ref(table) + ", " + ref(draft.pick(tables)));
        if (draft.major >= 15) {
            ways.add("FOR TABLES IN SCHEMA {" + draft.item(table.home()).id() + "}");
            for (Item c : draft.some(draft.ordered(table), 1)) {
                ways.add("FOR TABLE " + ref(table) + " (" + ref(c) + ")");
                if (c.category() == Category.TEXT)
                    ways.add("FOR TABLE " + ref(table) + " WHERE (" + ref(c) + " <> 'x')");
            }
        }
        draft.make(Feature.PUBLICATION, Item.Form.GLOBAL)
                .named("pub")
                .words("PUBLICATION")
                .text("CREATE PUBLICATION {}")
                .slot("what", ways)
                .slot(
                        "options",
                        "",
                        "WITH (publish = 'insert')",
                        "WITH (publish = 'insert, truncate', publish_via_partition_root = true)")
                .add();
    }

    /// The statement with one of the words, or not at all.
    private void setting(Feature feature, String statement, String... words) {
        var ways = new ArrayList<String>();
        for (String word : words) ways.add(statement.formatted(word));
        ways.add("");
        draft.make(feature, Item.Form.NAMELESS).slot("setting", ways).add();
    }

    void setting() {
        List<Item> tables = draft.tables();
        if (tables.isEmpty()) return;
        Item table = draft.pick(tables);
        String alter = "ALTER TABLE " + ref(table) + " %s";
        List<Item> columns = draft.indexable(table);
        if (columns.isEmpty() || draft.chance(40)) {
            List<Runnable> ways =
                    List.of(
                            () -> setting(Feature.SETTING, alter, "ENABLE ROW LEVEL SECURITY"),
                            () -> setting(Feature.SETTING, alter, "FORCE ROW LEVEL SECURITY"),
                            () -> identity(table, alter));
            draft.pick(ways).run();
            return;
        }
        Item column = draft.pick(columns);
        String alterColumn =
                "ALTER TABLE " + ref(table) + " ALTER COLUMN " + ref(column) + " SET %s";
        switch (column.category()) {
            case TEXT, JSON, ARRAY ->
                    setting(
                            Feature.SETTING,
                            alterColumn,
                            "STORAGE EXTERNAL",
                            "STORAGE MAIN",
                            "STATISTICS 30",
                            "COMPRESSION pglz");
            case NUMBER, TIME, BOOLEAN, UUID, ENUM, RANGE ->
                    setting(
                            Feature.SETTING,
                            alterColumn,
                            "STATISTICS 50",
                            "STATISTICS 0",
                            "(n_distinct = 5)");
            case OTHER -> setting(Feature.SETTING, alterColumn, "STATISTICS 1000");
        }
        if (table.target() != Item.NONE
                && column.slot("default") != Item.NONE
                && column.home() != table.id())
            setting(
                    Feature.SETTING,
                    alterColumn,
                    "DEFAULT {" + column.id() + "#3}",
                    "DEFAULT NULL");
    }

    /// Of a table that is no partition; by a key that can't be deferred.
    private void identity(Item table, String alter) {
        var words = new ArrayList<>(List.of("REPLICA IDENTITY FULL", "REPLICA IDENTITY NOTHING"));
        draft.all(Feature.KEY).stream()
                .filter(k -> k.home() == table.id() && k.slot("deferrable") == Item.NONE)
                .filter(k -> k.slots().getFirst().texts().getFirst().endsWith("PRIMARY KEY"))
                .forEach(k -> {
                    words.add("REPLICA IDENTITY USING INDEX {~" + k.id() + "}");
                    if (table.feature() == Feature.TABLE) words.add("CLUSTER ON {~" + k.id() + "}");
                });
        setting(Feature.SETTING, alter, words.toArray(String[]::new));
    }

    /// A sequence goes with a column of a table in the same schema.
    void owned() {
        for (Item sequence : draft.all(Feature.SEQUENCE))
            for (Item table : draft.plainTables()) {
                if (sequence.form() != Item.Form.QUALIFIED || sequence.home() != table.home())
                    continue;
                List<Item> columns = draft.columns(table);
                if (columns.isEmpty() || !draft.chance(50)) continue;
                draft.make(Feature.SEQUENCE, Item.Form.NAMELESS)
                        .slot(
                                "owner",
                                "ALTER SEQUENCE {%d} OWNED BY {%d}.{%d}"
                                        .formatted(
                                                sequence.id(),
                                                table.id(),
                                                draft.pick(columns).id()),
                                "")
                        .add();
                return;
            }
    }

    void comment() {
        List<Item> candidates =
                draft.all(Feature.values()).stream()
                        .filter(i -> !i.words().isEmpty() && !commented.contains(i.id()))
                        .toList();
        if (candidates.isEmpty()) return;
        Item item = draft.pick(candidates);
        commented.add(item.id());
        String name =
                switch (item.form()) {
                    case MEMBER ->
                            item.feature() == Feature.COLUMN
                                    ? "{" + item.home() + "}." + ref(item)
                                    : ref(item) + " ON {" + item.home() + "}";
                    case QUALIFIED, OPERATOR ->
                            item.signature().isEmpty() ? ref(item) : "{" + item.id() + "()}";
                    case GLOBAL, INDEX -> ref(item);
                    case NAMELESS -> throw new IllegalStateException("no name: " + item);
                };
        draft.make(Feature.COMMENT, Item.Form.NAMELESS)
                .text("COMMENT ON " + item.words() + " " + name + " IS")
                .slot("text", "'first'", "'it''s \\n a \"second\"'", "'third\nline'", "NULL")
                .add();
    }

    void grant() {
        List<Item> candidates =
                draft
                        .all(
                                Feature.TABLE,
                                Feature.PARTITION,
                                Feature.INHERITANCE,
                                Feature.VIEW,
                                Feature.FUNCTION,
                                Feature.SCHEMA,
                                Feature.ENUM,
                                Feature.DOMAIN,
                                Feature.SEQUENCE,
                                Feature.PROCEDURE)
                        .stream()
                        .filter(i -> !i.words().isEmpty())
                        .toList();
        if (candidates.isEmpty()) return;
        Item item = draft.pick(candidates);
        String name = item.signature().isEmpty() ? ref(item) : "{" + item.id() + "()}";
        draft.make(Feature.GRANT, Item.Form.NAMELESS)
                .slot("what", granted(item, name))
                .slot("role", ROLES)
                .add();
    }

    private List<String> granted(Item item, String name) {
        String word =
                item.feature() == Feature.ENUM || item.feature() == Feature.DOMAIN
                        ? "TYPE"
                        : item.words();
        String on = " ON " + word + " " + name;
        if (word.equals("SCHEMA"))
            return List.of(
                    "GRANT USAGE" + on + " TO",
                    "ALTER DEFAULT PRIVILEGES IN SCHEMA " + name + " GRANT SELECT ON TABLES TO");
        if (!word.equals("TABLE") && !word.equals("VIEW"))
            return List.of("GRANT ALL" + on + " TO", "REVOKE ALL" + on + " FROM");
        var ways = new ArrayList<String>();
        for (String right : List.of("SELECT", "INSERT, UPDATE", "ALL"))
            ways.add("GRANT " + right + " ON " + name + " TO");
        for (Item c : draft.some(draft.columns(item), 1))
            ways.add("GRANT SELECT (" + ref(c) + ") ON " + name + " TO");
        return ways;
    }
}
