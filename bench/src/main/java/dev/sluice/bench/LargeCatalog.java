package dev.sluice.bench;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnName;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.ConstraintKind;
import dev.sluice.schema.Dependency;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Index;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.SchemaObject;
import dev.sluice.schema.Sequence;
import dev.sluice.schema.SequenceOptions;
import dev.sluice.schema.Table;
import dev.sluice.schema.View;
import dev.sluice.schema.ViewColumn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The tables and views of [LargeSchema] as a reading gives them; after, one table of a hundred has
/// changed, each in another way than the one before.
final class LargeCatalog {
    private static final SequenceOptions OPTIONS =
            new SequenceOptions("integer", 1, 1, 1, Integer.MAX_VALUE, 1, false);

    private enum Change {
        NONE,
        COLUMN_ADDED,
        COLUMN_DROPPED,
        COLUMN_RETYPED,
        INDEX_REPLACED,
        KEY_DROPPED,
        TABLE_MADE,
        TABLE_DROPPED;

        /// The change of one of a hundred.
        static Change of(int table) {
            return table % 100 == 7 ? values()[1 + table / 100 % (values().length - 1)] : NONE;
        }
    }

    private final boolean after;
    private final List<SchemaObject> objects = new ArrayList<>();
    private final List<Dependency> dependencies = new ArrayList<>();

    private LargeCatalog(boolean after) {
        this.after = after;
    }

    static Catalog before(int tables) {
        return new LargeCatalog(false).of(tables);
    }

    static Catalog after(int tables) {
        return new LargeCatalog(true).of(tables);
    }

    private Catalog of(int tables) {
        for (int i = 0; i < tables; i++) {
            Change change = Change.of(i);
            table("table" + i, i == 0 ? null : "table" + (i - 1), after ? change : Change.NONE);
            if (change == (after ? Change.TABLE_MADE : Change.TABLE_DROPPED))
                table("other" + i, "table" + i, Change.NONE);
            if (i % 10 == 0) view("view" + i, "table" + i);
        }
        return new Catalog(15, objects, dependencies);
    }

    private void table(String text, @Nullable String parent, Change change) {
        var table = QualifiedName.of("public", text);
        var columns = new ArrayList<Column>();
        String sequence = "nextval('public.%s_id_seq'::regclass)".formatted(text);
        columns.add(column("id", "integer", true, sequence));
        columns.add(column("name", "text", true, null));
        if (change != Change.COLUMN_DROPPED) columns.add(column("note", "text", false, null));
        columns.add(column("amount", "integer", true, "0"));
        columns.add(column("place", "text", false, null));
        columns.add(
                column(
                        "rank",
                        change == Change.COLUMN_RETYPED ? "bigint" : "integer",
                        false,
                        null));
        columns.add(column("made", "timestamp without time zone", false, "now()"));
        columns.add(column("parent", "integer", false, null));
        if (change == Change.COLUMN_ADDED) columns.add(column("more", "text", false, null));
        objects.add(Table.plain(table, columns, constraints(table, parent, change), false));
        for (String name : List.of("id", "amount", "made"))
            needs(member(Kind.DEFAULT, table, name), member(Kind.COLUMN, table, name));
        sequence(table);
        index(table, change == Change.INDEX_REPLACED ? "place" : "name");
        index(table, "rank");
    }

    private static Column column(
            String name, String type, boolean notNull, @Nullable String expression) {
        return new Column(
                Identifier.of(name),
                type,
                null,
                null,
                notNull,
                expression,
                null,
                null,
                true,
                null,
                null,
                null,
                null);
    }

    private List<Constraint> constraints(
            QualifiedName table, @Nullable String parent, Change change) {
        var constraints = new ArrayList<Constraint>();
        Identifier fkey = Identifier.of(table.name() + "_parent_fkey");
        Identifier pkey = Identifier.of(table.name() + "_pkey");
        if (parent != null && change != Change.KEY_DROPPED) {
            var on = QualifiedName.of("public", parent);
            constraints.add(
                    new Constraint(
                            fkey,
                            ConstraintKind.FOREIGN_KEY,
                            List.of(Identifier.of("parent")),
                            "FOREIGN KEY (parent) REFERENCES public." + parent + "(id)",
                            on,
                            true,
                            true,
                            null));
            ObjectId id = member(Kind.CONSTRAINT, table, fkey.text());
            needs(id, member(Kind.COLUMN, table, "parent"));
            needs(id, member(Kind.COLUMN, on, "id"));
            needs(id, member(Kind.CONSTRAINT, on, parent + "_pkey"));
        }
        constraints.add(
                new Constraint(
                        pkey,
                        ConstraintKind.PRIMARY_KEY,
                        List.of(Identifier.of("id")),
                        "PRIMARY KEY (id)",
                        null,
                        true,
                        true,
                        null));
        needs(member(Kind.CONSTRAINT, table, pkey.text()), member(Kind.COLUMN, table, "id"));
        return constraints;
    }

    private void sequence(QualifiedName table) {
        var name = QualifiedName.of("public", table.name() + "_id_seq");
        var owner = new ColumnName(table, Identifier.of("id"));
        objects.add(new Sequence(name, OPTIONS, false, owner, null));
        ObjectId id = ObjectId.of(Kind.SEQUENCE, name);
        needs(id, member(Kind.COLUMN, table, "id"));
        needs(member(Kind.DEFAULT, table, "id"), id);
    }

    private void index(QualifiedName table, String column) {
        var name = QualifiedName.of("public", table.name() + "_" + column + "_idx");
        objects.add(
                new Index(
                        name,
                        table,
                        false,
                        true,
                        List.of(Identifier.of(column)),
                        "CREATE INDEX %s ON %s USING btree (%s)"
                                .formatted(name.name(), table, column),
                        null,
                        null,
                        null));
        needs(ObjectId.of(Kind.INDEX, name), member(Kind.COLUMN, table, column));
    }

    private void view(String text, String table) {
        var name = QualifiedName.of("public", text);
        var on = QualifiedName.of("public", table);
        List<String> columns = List.of("id", "name");
        objects.add(
                new View(
                        name,
                        columns.stream()
                                .map(c ->
                                        new ViewColumn(
                                                Identifier.of(c),
                                                c.equals("id") ? "integer" : "text",
                                                null,
                                                null,
                                                null))
                                .toList(),
                        "SELECT id,\n    name\n   FROM " + on,
                        List.of(),
                        null));
        for (String c : columns) needs(ObjectId.of(Kind.VIEW, name), member(Kind.COLUMN, on, c));
    }

    private static ObjectId member(Kind kind, QualifiedName table, String name) {
        return ObjectId.member(kind, table, Identifier.of(name));
    }

    private void needs(ObjectId dependent, ObjectId on) {
        dependencies.add(new Dependency(dependent, on));
    }
}
