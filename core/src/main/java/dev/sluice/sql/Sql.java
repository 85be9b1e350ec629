package dev.sluice.sql;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Kind;
import dev.sluice.schema.QualifiedName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A catalog as SQL that makes it.
public final class Sql {
    private Sql() {}

    /// Creation statements, without final semicolons, in an order that loads: what an object needs
    /// stands before it. Run them with `check_function_bodies = off`. The schema `public` is taken
    /// to be there, as in any new database. What can't be rendered
    /// ([dev.sluice.schema.Unsupported]) is left out.
    public static List<String> statements(Catalog catalog) {
        return statements(catalog, Set.of());
    }

    /// The same where some of its tables stand already, with their columns and without anything
    /// else that the catalog says of them.
    public static List<String> statements(Catalog catalog, Set<QualifiedName> standing) {
        Pieces pieces = Pieces.of(catalog);
        Set<PieceId> created = pieces.ids();
        if (!standing.isEmpty()) {
            created = new LinkedHashSet<>(created);
            created.removeIf(id -> stands(id, standing));
        }
        Folding folding = Folding.of(pieces, created);
        List<String> each =
                inOrder(folding, created).parallelStream()
                        .filter(id -> !standsAnyway(id))
                        .map(folding::create)
                        .filter(sql -> !sql.isEmpty())
                        .toList();
        return Right.merged(each, sql -> sql, (_, sql) -> sql);
    }

    /// Those that have a statement of their own, in an order that loads.
    public static List<PieceId> inOrder(Folding folding, Set<PieceId> created) {
        var hosts = new LinkedHashSet<PieceId>();
        for (PieceId id : created) if (folding.host(id).equals(id)) hosts.add(id);
        var graph = new Graph<PieceId>(CreationOrder.ORDER, hosts);
        for (PieceId id : hosts)
            folding.eachNeed(
                    id,
                    need -> {
                        if (hosts.contains(need)) graph.before(need, id);
                    });
        return graph.sorted();
    }

    private static boolean stands(PieceId id, Set<QualifiedName> standing) {
        Kind kind = id.object().kind();
        return (kind == Kind.TABLE || kind == Kind.COLUMN || kind == Kind.DEFAULT)
                && standing.contains(QualifiedName.of(id.object().schema(), id.object().name()));
    }

    /// `public` is there whatever the catalogs say.
    public static boolean standsAnyway(PieceId id) {
        return id.aspect() == Aspect.SELF
                && id.object().kind() == Kind.SCHEMA
                && id.object().name().equals("public");
    }

    /// The same as one text.
    public static String script(Catalog catalog) {
        var text = new StringBuilder();
        statements(catalog).forEach(s -> text.append(s).append(";\n\n"));
        return text.toString();
    }
}
