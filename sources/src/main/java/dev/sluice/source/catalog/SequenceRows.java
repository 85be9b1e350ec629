package dev.sluice.source.catalog;

import dev.sluice.schema.ColumnName;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Sequence;
import dev.sluice.schema.SequenceOptions;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

final class SequenceRows {
    private SequenceRows() {}

    /// The column that an identity sequence is behind.
    record Owner(long table, int column) {}

    record Behind(long oid, QualifiedName name, SequenceOptions options) {}

    private static final String SQL =
            """
            SELECT c.oid::int8 AS oid, n.nspname AS schema, c.relname AS name,
                   c.relpersistence = 'u' AS unlogged, format_type(s.seqtypid, NULL) AS type,
                   s.seqstart AS start, s.seqincrement AS increment, s.seqmin AS min,
                   s.seqmax AS max, s.seqcache AS cache, s.seqcycle AS cycle,
                   o.deptype = 'i' AS identity, o.refobjid::int8 AS owner,
                   o.refobjsubid AS owner_column, tn.nspname AS table_schema,
                   t.relname AS table_name, a.attname AS column_name, d.description AS comment
            FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_depend o ON o.classid = 'pg_class'::regclass AND o.objid = c.oid
                 AND o.objsubid = 0 AND o.refclassid = 'pg_class'::regclass
                 AND o.refobjsubid > 0 AND o.deptype IN ('a', 'i')
            LEFT JOIN pg_class t ON t.oid = o.refobjid
            LEFT JOIN pg_namespace tn ON tn.oid = t.relnamespace
            LEFT JOIN pg_attribute a ON a.attrelid = o.refobjid AND a.attnum = o.refobjsubid
            """
                    + Rows.comment("pg_class", "c.oid", "0")
                    + " WHERE c.relpersistence <> 't' AND {user c.oid} AND "
                    + Rows.notMember("pg_class", "c.oid");

    static Map<Owner, Behind> read(Reading reading, There there) throws SQLException {
        var identities = new HashMap<Owner, Behind>();
        if (!there.has("relation S")) return identities;
        reading.each(
                SQL,
                row -> {
                    var name = QualifiedName.of(row.text("schema"), row.text("name"));
                    if (row.flag("identity"))
                        identities.put(
                                new Owner(row.number("owner"), row.integer("owner_column")),
                                new Behind(row.number("oid"), name, options(row)));
                    else add(reading, row, name);
                });
        return identities;
    }

    private static void add(Reading reading, Rows row, QualifiedName name) throws SQLException {
        String table = row.textOrNull("table_name");
        ColumnName owner =
                table == null
                        ? null
                        : new ColumnName(
                                QualifiedName.of(row.text("table_schema"), table),
                                Identifier.of(row.text("column_name")));
        var sequence =
                new Sequence(
                        name, options(row), row.flag("unlogged"), owner, row.textOrNull("comment"));
        reading.oids.put("pg_class", row.number("oid"), sequence.id());
        reading.objects.add(sequence);
    }

    private static SequenceOptions options(Rows row) throws SQLException {
        return new SequenceOptions(
                row.text("type"),
                row.number("start"),
                row.number("increment"),
                row.number("min"),
                row.number("max"),
                row.number("cache"),
                row.flag("cycle"));
    }
}
