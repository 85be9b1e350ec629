package dev.sluice.sql;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Kind;
import java.util.LinkedHashSet;
import java.util.List;

/// A catalog as SQL that makes it.
public final class Sql {
    private Sql() {}

    /// Creation statements, without final semicolons, in an order that loads: what an object needs
    /// stands before it. Run them with `check_function_bodies = off`. The schema `public` is taken
    /// to be there, as in any new database. What can't be rendered
    /// ([dev.sluice.schema.Unsupported]) is left out.
    public static List<String> statements(Catalog catalog) {
        Pieces pieces = Pieces.of(catalog);
        var created = pieces.ids();
        Folding folding = Folding.of(pieces, created);
        var hosts = new LinkedHashSet<PieceId>();
        created.forEach(id -> hosts.add(folding.host(id)));
        var graph = new Graph<PieceId>(CreationOrder.ORDER, hosts);
        for (PieceId id : hosts) for (PieceId need : folding.needs(id)) graph.before(need, id);
        return graph.sorted().stream()
                .filter(id -> !standsAnyway(id))
                .map(folding::create)
                .filter(sql -> !sql.isEmpty())
                .toList();
    }

    private static boolean standsAnyway(PieceId id) {
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
