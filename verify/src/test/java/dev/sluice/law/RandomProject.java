package dev.sluice.law;

import dev.sluice.diff.Rename;
import dev.sluice.schema.ColumnName;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.QualifiedName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// A small random project: what a schema file declares, and what people wrote by hand beside it.
/// The same seed gives the same project.
final class RandomProject {
    /// A declared table; `columns` are name to type, the key `id` stands outside.
    record DeclaredTable(String name, Map<String, String> columns, String index) {}

    enum Edit {
        ADD_COLUMN,
        DROP_COLUMN,
        RENAME_COLUMN,
        RETYPE_COLUMN,
        DROP_TABLE,
        RENAME_TABLE,
        DROP_LABEL,
        ADD_LABEL
    }

    private static final List<String> TYPES =
            List.of(
                    "text",
                    "integer",
                    "boolean",
                    "timestamp with time zone",
                    "character varying(40)",
                    "mood");

    private final Random random;
    final List<DeclaredTable> tables = new ArrayList<>();
    final List<String> labels = new ArrayList<>(List.of("calm", "busy", "sad"));

    RandomProject(long seed) {
        random = new Random(seed);
        int count = 2 + random.nextInt(3);
        for (int t = 0; t < count; t++) {
            var columns = new LinkedHashMap<String, String>();
            columns.put("title", "text");
            int more = 2 + random.nextInt(4);
            for (int c = 0; c < more; c++) columns.put("c" + c, pick(TYPES));
            tables.add(new DeclaredTable("t" + t, columns, "t" + t + "_title_idx"));
        }
    }

    private RandomProject(RandomProject other) {
        random = other.random;
        other.tables.forEach(t ->
                tables.add(
                        new DeclaredTable(t.name(), new LinkedHashMap<>(t.columns()), t.index())));
        labels.clear();
        labels.addAll(other.labels);
    }

    RandomProject copy() {
        return new RandomProject(this);
    }

    <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    DeclaredTable table(String name) {
        return tables.stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
    }

    /// What the schema file says, as SQL.
    String declaredSql() {
        var sql = new StringBuilder("CREATE TYPE mood AS ENUM (");
        sql.append(String.join(", ", labels.stream().map(l -> "'" + l + "'").toList()))
                .append(");\n");
        for (DeclaredTable t : tables) {
            sql.append("CREATE TABLE ")
                    .append(t.name())
                    .append(" (id integer CONSTRAINT ")
                    .append(t.index())
                    .append("_key PRIMARY KEY");
            t.columns()
                    .forEach(
                            (name, type) -> sql.append(", ").append(name).append(' ').append(type));
            sql.append(");\n");
            sql.append("CREATE INDEX %s ON %s (title);\n".formatted(t.index(), t.name()));
        }
        return sql.toString();
    }

    /// What people wrote by hand on top of it: it uses `id` and `title` of every table, and of the
    /// first also a function with its row type.
    String handSql() {
        var sql = new StringBuilder();
        sql.append(
                "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;\n");
        for (DeclaredTable t : tables) {
            String n = t.name();
            sql.append(
                    "CREATE TRIGGER touch_%s BEFORE UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION touch();\n"
                            .formatted(n, n));
            sql.append("COMMENT ON TABLE %s IS 'holds %s';\n".formatted(n, n));
            sql.append("COMMENT ON COLUMN %s.title IS 'title of %s';\n".formatted(n, n));
        }
        String first = tables.getFirst().name();
        sql.append("CREATE INDEX hand_include ON %s (title) INCLUDE (id);\n".formatted(first));
        sql.append(
                "CREATE VIEW hand_view AS SELECT id, title FROM %s WHERE id > 0;\n"
                        .formatted(first));
        sql.append(
                "CREATE FUNCTION label_of(r %s) RETURNS text LANGUAGE sql AS $$ SELECT 'x'::text $$;\n"
                        .formatted(first));
        sql.append(
                "CREATE TABLE hand_log (id integer PRIMARY KEY, note text DEFAULT label_of(NULL::%s));\n"
                        .formatted(first));
        return sql.toString();
    }

    /// Draws an edit and carries it out; the renames that it declares are added to `renames`. The
    /// tables' `title` is left alone: the hand-made objects stand on it.
    Optional<Edit> edit(List<Rename> renames) {
        Edit edit = pick(List.of(Edit.values()));
        boolean done =
                switch (edit) {
                    case ADD_COLUMN -> addColumn();
                    case DROP_COLUMN -> dropColumn();
                    case RENAME_COLUMN -> renameColumn(renames);
                    case RETYPE_COLUMN -> retypeColumn();
                    case DROP_TABLE -> dropTable();
                    case RENAME_TABLE -> renameTable(renames);
                    case DROP_LABEL ->
                            labels.size() > 2 && labels.remove(labels.size() - 1) != null;
                    case ADD_LABEL -> labels.add("new" + random.nextInt(1_000_000));
                };
        return done ? Optional.of(edit) : Optional.empty();
    }

    private boolean addColumn() {
        String name = "added" + random.nextInt(1_000_000);
        return pick(tables).columns().put(name, pick(TYPES)) == null;
    }

    private boolean dropColumn() {
        DeclaredTable table = pick(tables);
        return editable(table).map(c -> table.columns().remove(c) != null).orElse(false);
    }

    private boolean renameColumn(List<Rename> renames) {
        DeclaredTable table = pick(tables);
        Optional<String> column = editable(table);
        if (column.isEmpty() || isDrawn(column.get())) return false;
        String to = "renamed" + random.nextInt(1_000_000);
        var columns = new LinkedHashMap<String, String>();
        table.columns().forEach((n, type) -> columns.put(n.equals(column.get()) ? to : n, type));
        table.columns().clear();
        table.columns().putAll(columns);
        var name =
                new ColumnName(
                        QualifiedName.of("public", table.name()), Identifier.of(column.get()));
        return renames.add(new Rename.OfColumn(name, Identifier.of(to)));
    }

    private boolean retypeColumn() {
        DeclaredTable table = pick(tables);
        Optional<String> column = editable(table);
        if (column.isEmpty()) return false;
        String old = table.columns().get(column.get());
        String type = old.equals("text") ? "character varying(90)" : "text";
        return table.columns().put(column.get(), type) != null;
    }

    private boolean dropTable() {
        return tables.size() > 2 && tables.remove(tables.size() - 1) != null;
    }

    private boolean renameTable(List<Rename> renames) {
        int at = random.nextInt(tables.size());
        DeclaredTable old = tables.get(at);
        if (isDrawn(old.name())) return false;
        String to = "moved" + random.nextInt(1_000_000);
        tables.set(at, new DeclaredTable(to, old.columns(), old.index()));
        var renamed =
                new Rename.OfTable(
                        QualifiedName.of("public", old.name()), QualifiedName.of("public", to));
        return renames.add(renamed);
    }

    /// A rename leads from what the database has to what is declared: a name that an edit has made
    /// is in neither place of it.
    private static boolean isDrawn(String name) {
        return name.matches("(added|renamed|moved)\\d+");
    }

    private Optional<String> editable(DeclaredTable table) {
        var names = table.columns().keySet().stream().filter(c -> !c.equals("title")).toList();
        return names.isEmpty() ? Optional.empty() : Optional.of(pick(names));
    }
}
