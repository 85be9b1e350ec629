package dev.sluice.server.changes;

import dev.sluice.diff.Diff;
import dev.sluice.diff.Difference;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Index;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What stood before and is worked on by migrations: relations and types that the service account
/// must own, and schemas that it must be able to create in. Read off the catalogs of the proofs,
/// never off the statements.
record Touched(TreeSet<QualifiedName> relations, TreeSet<String> schemas) {
    static Touched none() {
        return new Touched(new TreeSet<>(), new TreeSet<>());
    }

    void add(Catalog before, Catalog after) {
        for (Difference d : Diff.between(before, after)) {
            ObjectId id = d.id();
            if (id.schema().isEmpty()) continue;
            if (id.member().isEmpty() && before.find(id).isEmpty()) schemas.add(id.schema());
            QualifiedName name = QualifiedName.of(id.schema(), id.name());
            if (id.kind() == Kind.INDEX)
                Stream.of(before, after)
                        .flatMap(c -> c.all(Index.class).stream())
                        .filter(i -> i.name().equals(name))
                        .forEach(i -> relations.add(i.table()));
            relations.add(name);
        }
    }

    /// Sentences; empty where the account of this connection may do it all.
    List<String> missingRights(Connection live, String account) throws SQLException {
        var missing = new ArrayList<String>();
        var strange =
                names(
                        live,
                        """
                        select format('%s of %s', c.oid::regclass, pg_get_userbyid(c.relowner))
                        from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where (n.nspname::text, c.relname::text) in (select * from unnest(?::text[], ?::text[]))
                        and not pg_has_role(c.relowner, 'USAGE')
                        union all
                        select format('%s of %s', t.oid::regtype, pg_get_userbyid(t.typowner))
                        from pg_type t join pg_namespace n on n.oid = t.typnamespace
                        where (n.nspname::text, t.typname::text) in (select * from unnest(?::text[], ?::text[]))
                        and t.typtype in ('e', 'd') and not pg_has_role(t.typowner, 'USAGE') order by 1\
                        """,
                        List.of(inSchemas(), named()));
        if (!strange.isEmpty())
            missing.add(
                    account
                            + " does not own "
                            + String.join(", ", strange)
                            + ". Only an owner can change them: make it the owner, or a member of"
                            + " that role.");
        var shut =
                names(
                        live,
                        """
                        select nspname::text from pg_namespace where nspname = any(?::text[])
                        and not (has_schema_privilege(oid, 'CREATE') and has_schema_privilege(oid, 'USAGE'))
                        order by 1\
                        """,
                        List.of(List.copyOf(schemas)));
        if (!shut.isEmpty())
            missing.add(
                    account
                            + " may not create in the schema "
                            + String.join(", ", shut)
                            + ". Grant USAGE, CREATE on it.");
        return missing;
    }

    /// About how many rows, and how much disk, by the table's name: of those worked on and
    /// `others`.
    Map<String, String> sizes(Connection live, Set<String> others) throws SQLException {
        var sizes = new LinkedHashMap<String, String>();
        try (var query =
                live.prepareStatement(
                        """
                        select n.nspname || '.' || c.relname, c.reltuples::bigint,
                            pg_size_pretty(pg_total_relation_size(c.oid)), format('%I.%I', n.nspname, c.relname)
                        from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where c.relkind in ('r', 'p', 'm')
                        and ((n.nspname::text, c.relname::text) in (select * from unnest(?::text[], ?::text[]))
                            or n.nspname || '.' || c.relname = any (?))
                        order by pg_total_relation_size(c.oid) desc\
                        """)) {
            query.setArray(1, texts(live, inSchemas()));
            query.setArray(2, texts(live, named()));
            query.setArray(3, texts(live, List.copyOf(others)));
            try (var row = query.executeQuery()) {
                while (row.next())
                    sizes.put(
                            row.getString(1),
                            rows(live, row.getLong(2), row.getString(4)) + ", " + row.getString(3));
            }
        }
        return sizes;
    }

    /// The server's own estimate; it has none of a table that was never analyzed.
    private static String rows(Connection live, long estimate, String table) {
        if (estimate >= 0) return "about " + estimate + " rows";
        try (var statement = live.createStatement()) {
            statement.setQueryTimeout(5);
            try (var row = statement.executeQuery("select count(*) from " + table)) {
                row.next();
                return row.getLong(1) + " rows";
            }
        } catch (SQLException _) {
            return "never analyzed";
        }
    }

    private List<String> inSchemas() {
        return relations.stream().map(r -> r.schema().text()).toList();
    }

    private List<String> named() {
        return relations.stream().map(r -> r.name().text()).toList();
    }

    /// The lists in turn, as often as the query has places.
    private static List<String> names(Connection live, String sql, List<List<String>> lists)
            throws SQLException {
        var names = new ArrayList<String>();
        try (var query = live.prepareStatement(sql)) {
            int places = query.getParameterMetaData().getParameterCount();
            for (int i = 0; i < places; i++)
                query.setArray(i + 1, texts(live, lists.get(i % lists.size())));
            try (var row = query.executeQuery()) {
                while (row.next()) names.add(row.getString(1));
            }
        }
        return names;
    }

    private static java.sql.Array texts(Connection live, List<String> texts) throws SQLException {
        return live.createArrayOf("text", texts.toArray());
    }
}
