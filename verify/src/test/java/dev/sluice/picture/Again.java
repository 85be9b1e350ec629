package dev.sluice.picture;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Column;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.ConstraintKind;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.SchemaObject;
import dev.sluice.schema.Table;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Draws the same catalog wherever it runs.
public final class Again {
    private Again() {}

    public static void main(String[] arguments) {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.print(Picture.svg(catalog()));
        out.flush();
    }

    static Catalog catalog() {
        var tables = new ArrayList<SchemaObject>();
        for (int i = 0; i < 60; i++) {
            var constraints = new ArrayList<Constraint>();
            var columns = new ArrayList<Column>(List.of(column("id")));
            for (int k = 1; k <= i % 4; k++) {
                columns.add(column("r" + k));
                constraints.add(key(k, i * 7 * k % 60));
            }
            tables.add(table(name(i), columns, constraints));
        }
        return new Catalog(18, tables, List.of());
    }

    private static QualifiedName name(int table) {
        return QualifiedName.of("s" + table % 3, "table_" + table);
    }

    private static Table table(
            QualifiedName name, List<Column> columns, List<Constraint> constraints) {
        return Table.plain(name, columns, constraints, false);
    }

    private static Column column(String name) {
        return new Column(
                Identifier.of(name),
                "integer",
                null,
                null,
                false,
                null,
                null,
                null,
                true,
                null,
                null,
                null,
                null);
    }

    private static Constraint key(int number, int to) {
        return new Constraint(
                Identifier.of("k" + number),
                ConstraintKind.FOREIGN_KEY,
                List.of(Identifier.of("r" + number)),
                "FOREIGN KEY (r" + number + ") REFERENCES " + name(to) + "(id)",
                name(to),
                true,
                true,
                null);
    }
}
