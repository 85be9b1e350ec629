package dev.sluice.source.catalog;

import dev.sluice.schema.Column;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.MaterializedView;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.Partitioning;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.SchemaObject;
import dev.sluice.schema.Table;
import dev.sluice.schema.View;
import dev.sluice.schema.ViewColumn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Tables, views and materialized views, before their columns are known.
final class RelationRows {
    private static final String SQL =
            """
            SELECT c.oid::int8 AS oid, n.nspname AS schema, c.relname AS name, c.relkind AS kind,
                           c.reltype::int8 AS type, coalesce(t.typarray, 0)::int8 AS "array",
                           c.relpersistence = 'u' AS unlogged, c.relrowsecurity AS rls,
                           c.relforcerowsecurity AS force_rls, c.relispopulated AS populated,
                           coalesce(c.reloptions, '{}')
                             || CASE WHEN tc.reloptions IS NULL THEN '{}'
                                     ELSE ARRAY(SELECT 'toast.' || o FROM unnest(tc.reloptions) o) END AS options,
                           CASE WHEN am.amname <> 'heap' THEN am.amname END AS access_method,
                           ts.spcname AS tablespace,
                           CASE WHEN c.relkind = 'f' THEN 'DEFAULT' ELSE CASE c.relreplident WHEN 'd' THEN 'DEFAULT' WHEN 'f' THEN 'FULL'
                                WHEN 'n' THEN 'NOTHING'
                                ELSE coalesce((SELECT 'INDEX ' || ri.relname
                                      FROM pg_index r JOIN pg_class ri ON ri.oid = r.indexrelid
                                      WHERE r.indrelid = c.oid AND r.indisreplident), 'NOTHING') END END AS identity,
                           CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_key,
                           CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END AS bound,
                           up.schemas AS parent_schemas, up.names AS parents,
                           CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END AS query,
                           fs.srvname AS server, d.description AS comment
                    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                    LEFT JOIN pg_type t ON t.oid = c.reltype
                    LEFT JOIN pg_class tc ON tc.oid = c.reltoastrelid
                    LEFT JOIN pg_am am ON am.oid = c.relam
                    LEFT JOIN pg_foreign_table ft ON ft.ftrelid = c.oid
                    LEFT JOIN pg_foreign_server fs ON fs.oid = ft.ftserver
                    LEFT JOIN pg_tablespace ts ON ts.oid = c.reltablespace
                    LEFT JOIN (SELECT h.inhrelid, array_agg(pn.nspname::text ORDER BY h.inhseqno) AS schemas,
                                      array_agg(pc.relname::text ORDER BY h.inhseqno) AS names
                               FROM pg_inherits h JOIN pg_class pc ON pc.oid = h.inhparent
                               JOIN pg_namespace pn ON pn.oid = pc.relnamespace GROUP BY h.inhrelid) up
                              ON up.inhrelid = c.oid
            """
                    + Rows.comment("pg_class", "c.oid", "0")
                    + " WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relpersistence <> 't' AND {user c.oid} AND "
                    + Rows.notMember("pg_class", "c.oid");

    private record Relation(
            long oid,
            Kind kind,
            QualifiedName name,
            boolean unlogged,
            boolean rowSecurity,
            boolean forceRowSecurity,
            boolean populated,
            List<String> options,
            @Nullable String accessMethod,
            @Nullable String tablespace,
            String replicaIdentity,
            Partitioning partitioning,
            @Nullable Identifier server,
            String query,
            @Nullable String comment) {}

    private static final SortedMap<Integer, Column> NO_COLUMNS = new TreeMap<>();

    private final List<Relation> relations = new ArrayList<>();

    private RelationRows() {}

    static RelationRows read(Reading reading, There there) throws SQLException {
        var rows = new RelationRows();
        reading.each(SQL, row -> rows.relations.add(rows.relation(reading, row)));
        if (there.has("relation v", "relation m"))
            reading.each(VIEW_RULES, row -> viewRule(reading, row));
        return rows;
    }

    /// The rule of a view is the view itself.
    private static final String VIEW_RULES =
            "SELECT r.oid::int8 AS oid, r.ev_class::int8 AS relation FROM pg_rewrite r"
                    + " WHERE r.oid >= 16384 AND r.rulename = '_RETURN'";

    private static void viewRule(Reading reading, Rows row) throws SQLException {
        ObjectId view = reading.oids.find("pg_class", row.number("relation"));
        if (view != null) reading.oids.put("pg_rewrite", row.number("oid"), view);
    }

    private Relation relation(Reading reading, Rows row) throws SQLException {
        var name = QualifiedName.of(row.text("schema"), row.text("name"));
        Kind kind =
                switch (row.text("kind")) {
                    case "v" -> Kind.VIEW;
                    case "m" -> Kind.MATERIALIZED_VIEW;
                    default -> Kind.TABLE;
                };
        ObjectId id = ObjectId.of(kind, name);
        reading.oids.put("pg_class", row.number("oid"), id);
        if (row.number("type") != 0) reading.oids.put("pg_type", row.number("type"), id);
        if (row.number("array") != 0) reading.oids.put("pg_type", row.number("array"), id);
        return new Relation(
                row.number("oid"),
                kind,
                name,
                row.flag("unlogged"),
                row.flag("rls"),
                row.flag("force_rls"),
                row.flag("populated"),
                row.texts("options"),
                row.textOrNull("access_method"),
                row.textOrNull("tablespace"),
                row.text("identity"),
                partitioning(row),
                server(row),
                query(row.textOrNull("query")),
                row.textOrNull("comment"));
    }

    private static Partitioning partitioning(Rows row) throws SQLException {
        List<String> schemas = row.texts("parent_schemas");
        List<String> names = row.texts("parents");
        var parents = new ArrayList<QualifiedName>();
        for (int i = 0; i < names.size(); i++)
            parents.add(QualifiedName.of(schemas.get(i), names.get(i)));
        String bound = row.textOrNull("bound");
        return new Partitioning(
                row.textOrNull("partition_key"),
                bound == null ? null : parents.getFirst(),
                bound,
                bound == null ? parents : List.of());
    }

    private static @Nullable Identifier server(Rows row) throws SQLException {
        String server = row.textOrNull("server");
        return server == null ? null : Identifier.of(server);
    }

    private static String query(@Nullable String text) {
        if (text == null) return "";
        String query = text.strip();
        return query.endsWith(";") ? query.substring(0, query.length() - 1) : query;
    }

    void add(
            Reading reading,
            Map<Long, SortedMap<Integer, Column>> columns,
            Map<Long, List<Constraint>> constraints) {
        var tables = new HashMap<QualifiedName, Table>();
        for (Relation r : relations) {
            SchemaObject o =
                    object(
                            r,
                            List.copyOf(columns.getOrDefault(r.oid, NO_COLUMNS).values()),
                            constraints.getOrDefault(r.oid, List.of()));
            if (o instanceof Table t) tables.put(t.name(), t);
            else reading.objects.add(o);
        }
        for (Table t : tables.values()) reading.objects.add(withoutGiven(t, tables));
    }

    /// Without the not-null constraints that are a parent's, by its name for them.
    private static Table withoutGiven(Table t, Map<QualifiedName, Table> tables) {
        if (t.constraints().stream().noneMatch(Constraint::isUnsaid)) return t;
        return t.withConstraints(
                t.constraints().stream().filter(c -> !isGiven(t, c, tables)).toList());
    }

    private static boolean isGiven(Table t, Constraint c, Map<QualifiedName, Table> tables) {
        if (!c.isUnsaid() || c.local()) return false;
        Identifier column = c.columns().getFirst();
        for (QualifiedName above : t.partitioning().parents())
            if (tables.get(above) instanceof Table p && p.givesNotNull(column))
                return p.notNull(column)
                        .map(Constraint::name)
                        .orElseGet(() -> p.madeUpNotNull(column))
                        .equals(c.name());
        return false;
    }

    private static SchemaObject object(
            Relation r, List<Column> columns, List<Constraint> constraints) {
        if (r.kind == Kind.VIEW)
            return new View(r.name, viewColumns(columns), r.query, r.options, r.comment);
        if (r.kind == Kind.MATERIALIZED_VIEW)
            return new MaterializedView(
                    r.name,
                    viewColumns(columns),
                    r.query,
                    r.options,
                    r.populated,
                    r.accessMethod,
                    r.tablespace,
                    r.comment);
        return new Table(
                r.name,
                columns,
                constraints.stream().sorted(Comparator.comparing(Constraint::name)).toList(),
                r.rowSecurity,
                r.forceRowSecurity,
                r.unlogged,
                r.options,
                r.accessMethod,
                r.replicaIdentity,
                r.partitioning,
                r.server,
                r.comment);
    }

    private static List<ViewColumn> viewColumns(List<Column> columns) {
        return columns.stream()
                .map(c ->
                        new ViewColumn(
                                c.name(),
                                c.type(),
                                c.collation(),
                                c.defaultExpression(),
                                c.comment()))
                .toList();
    }
}
