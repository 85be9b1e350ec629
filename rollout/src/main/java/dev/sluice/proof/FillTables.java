package dev.sluice.proof;

import dev.sluice.proof.FillTable.Check;
import dev.sluice.proof.FillTable.FillColumn;
import dev.sluice.proof.FillTable.ForeignKey;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Column;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.ConstraintKind;
import dev.sluice.schema.EnumType;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what a table's rows must satisfy, on the side where they are made and, from the wanted
/// catalog, on the side where the migration takes them.
final class FillTables {
    private static final String TABLES =
            """
            SELECT c.oid, n.nspname, c.relname, c.relkind = 'p' FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname !~ '^pg_'
              AND n.nspname NOT IN ('information_schema', 'sluice', 'sluice_archive') ORDER BY 2, 3\
            """;

    private static final String COLUMNS =
            """
            SELECT a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod,
                   a.attnotnull OR EXISTS (SELECT FROM pg_type t WHERE t.oid = a.atttypid AND t.typnotnull), a.attgenerated <> '',
                   CASE WHEN a.attidentity <> '' OR a.atthasdef THEN
                     (SELECT format('%I.%I', sn.nspname, s.relname) FROM pg_depend d JOIN pg_class s ON s.oid = d.objid
                      JOIN pg_namespace sn ON sn.oid = s.relnamespace
                      WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = a.attrelid
                        AND d.refobjsubid = a.attnum AND d.deptype IN ('a', 'i') AND s.relkind = 'S' LIMIT 1) END
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped
              AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' ORDER BY a.attrelid, a.attnum\
            """;

    private static final String CONSTRAINTS =
            """
            SELECT k.conrelid, k.contype, k.conname, pg_get_constraintdef(k.oid), pn.nspname, p.relname,
                   (SELECT array_agg(a.attname::text ORDER BY i.o) FROM unnest(k.conkey) WITH ORDINALITY i(n, o)
                    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = i.n),
                   (SELECT array_agg(a.attname::text ORDER BY i.o) FROM unnest(k.confkey) WITH ORDINALITY i(n, o)
                    JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = i.n)
            FROM pg_constraint k LEFT JOIN pg_class p ON p.oid = k.confrelid LEFT JOIN pg_namespace pn ON pn.oid = p.relnamespace
            WHERE k.conrelid <> 0 AND k.contype IN ('c', 'f') ORDER BY k.conrelid, k.conname\
            """;

    private static final String BOUNDS =
            """
            SELECT i.inhparent, pg_get_expr(c.relpartbound, c.oid) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE c.relispartition ORDER BY 1, c.relname\
            """;

    private static final Pattern REFERENCES =
            Pattern.compile("REFERENCES .*?\\(((?:\"(?:[^\"]|\"\")*\"|[^)\"])*)\\)");

    private static final Pattern NAME = Pattern.compile("\"((?:[^\"]|\"\")*)\"|([^,\\s\"]+)");

    private final Map<Long, FillTable> byOid = new LinkedHashMap<>();
    private final Map<FillTable, Table> stands = new IdentityHashMap<>();

    /// Of those that stand on both sides, what is wanted.
    private final Map<FillTable, Table> comes = new IdentityHashMap<>();

    private final Connection connection;
    private final Catalog from;
    private final @Nullable Catalog wanted;

    private FillTables(Connection connection, Catalog from, @Nullable Catalog wanted) {
        this.connection = connection;
        this.from = from;
        this.wanted = wanted;
    }

    static List<FillTable> read(Connection connection, Catalog from, @Nullable Catalog wanted)
            throws SQLException {
        FillTables reading = new FillTables(connection, from, wanted);
        reading.tables();
        reading.columns();
        reading.constraints();
        reading.bounds();
        if (wanted != null)
            reading.byOid.values().forEach(t -> reading.wantedConstraints(t, wanted));
        return List.copyOf(reading.byOid.values());
    }

    private interface Each {
        void row(ResultSet row) throws SQLException;
    }

    private void each(String sql, Each each) throws SQLException {
        try (var query = connection.createStatement();
                ResultSet row = query.executeQuery(sql)) {
            while (row.next()) each.row(row);
        }
    }

    private void tables() throws SQLException {
        each(
                TABLES,
                row -> {
                    QualifiedName name = QualifiedName.of(row.getString(2), row.getString(3));
                    Optional<Table> before = from.table(name);
                    if (before.isEmpty()) return;
                    var table = new FillTable(row.getLong(1), name, row.getBoolean(4));
                    byOid.put(row.getLong(1), table);
                    stands.put(table, before.get());
                    if (wanted != null) wanted.table(name).ifPresent(t -> comes.put(table, t));
                });
    }

    private void columns() throws SQLException {
        Types types = Types.read(connection);
        each(
                COLUMNS,
                row -> {
                    FillTable table = byOid.get(row.getLong(1));
                    if (table == null) return;
                    TypeInfo type = types.of(row.getLong(4), row.getInt(5));
                    String name = row.getString(3);
                    Identifier column = Identifier.of(name);
                    Optional<Column> before =
                            Optional.ofNullable(stands.get(table)).flatMap(t -> t.column(column));
                    Optional<Column> after =
                            Optional.ofNullable(comes.get(table)).flatMap(t -> t.column(column));
                    table.columns.add(
                            new FillColumn(
                                    row.getInt(2),
                                    name,
                                    onBothSides(after, type),
                                    wantedType(before, after),
                                    row.getBoolean(6),
                                    row.getBoolean(7),
                                    row.getString(8)));
                });
    }

    /// An enum of which labels go: only those that stay.
    private TypeInfo onBothSides(Optional<Column> wantedColumn, TypeInfo type) {
        Optional<EnumType> after = wantedColumn.flatMap(c -> wantedEnum(c.typeId()));
        if (after.isEmpty() || type.sort() != 'e') return type;
        List<String> kept = type.labels().stream().filter(after.get().labels()::contains).toList();
        return kept.isEmpty()
                ? type
                : new TypeInfo(
                        type.name(),
                        type.sort(),
                        type.element(),
                        type.parts(),
                        kept,
                        type.modifier(),
                        type.checks());
    }

    private Optional<EnumType> wantedEnum(@Nullable ObjectId id) {
        return wanted == null || id == null
                ? Optional.empty()
                : wanted.find(id).filter(EnumType.class::isInstance).map(EnumType.class::cast);
    }

    /// Set where the migration changes the type: a value must pass through both.
    private @Nullable TypeInfo wantedType(Optional<Column> before, Optional<Column> after) {
        if (before.isEmpty() || after.isEmpty() || before.get().type().equals(after.get().type()))
            return null;
        Optional<EnumType> labels = wantedEnum(after.get().typeId());
        if (labels.isPresent())
            return new TypeInfo("enum", 'e', null, List.of(), labels.get().labels(), -1, "");
        return TypeNames.parsed(after.get().type());
    }

    private void constraints() throws SQLException {
        each(
                CONSTRAINTS,
                row -> {
                    FillTable table = byOid.get(row.getLong(1));
                    if (table == null) return;
                    List<String> columns = texts(row, 7);
                    if (row.getString(2).equals("c"))
                        table.checks.add(
                                new Check(row.getString(3), columns, row.getString(4), null));
                    else
                        table.foreignKeys.add(
                                new ForeignKey(
                                        columns,
                                        QualifiedName.of(row.getString(5), row.getString(6)),
                                        texts(row, 8)));
                });
    }

    private void bounds() throws SQLException {
        each(
                BOUNDS,
                row -> {
                    FillTable table = byOid.get(row.getLong(1));
                    if (table != null) table.bounds.add(row.getString(2));
                });
    }

    private void wantedConstraints(FillTable table, Catalog to) {
        Optional<Table> after = to.table(table.name);
        Optional<Table> before = from.table(table.name);
        if (after.isEmpty() || before.isEmpty()) return;
        for (Constraint c : after.get().constraints()) {
            List<String> columns = c.columns().stream().map(Identifier::text).toList();
            boolean isNew =
                    before.get().constraints().stream()
                            .noneMatch(b -> b.definition().equals(c.definition()));
            if (!isNew || !table.hasColumns(columns)) continue;
            if (c.kind() == ConstraintKind.CHECK)
                table.checks.add(
                        new Check(
                                c.name().text(),
                                columns,
                                c.definition(),
                                expression(c.definition())));
            if (c.kind() == ConstraintKind.FOREIGN_KEY && c.references() != null)
                table.foreignKeys.add(
                        new ForeignKey(columns, c.references(), parentColumns(c.definition())));
        }
    }

    private static String expression(String definition) {
        String text = definition.replaceFirst("^CHECK ", "");
        return text.substring(0, text.lastIndexOf(')') + 1);
    }

    private static List<String> parentColumns(String definition) {
        List<String> names = new ArrayList<>();
        Matcher list = REFERENCES.matcher(definition);
        if (!list.find()) return names;
        Matcher name = NAME.matcher(list.group(1));
        while (name.find())
            names.add(name.group(1) == null ? name.group(2) : name.group(1).replace("\"\"", "\""));
        return names;
    }

    private static List<String> texts(ResultSet row, int column) throws SQLException {
        var array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
