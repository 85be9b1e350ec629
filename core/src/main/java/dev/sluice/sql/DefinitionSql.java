package dev.sluice.sql;

import dev.sluice.schema.Definition;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

final class DefinitionSql {
    private DefinitionSql() {}

    static List<Piece> pieces(Definition d, Relations relations) {
        var needs = new HashSet<ObjectId>();
        if (!d.id().schema().isEmpty())
            needs.add(new ObjectId(Kind.SCHEMA, "", d.id().schema(), ""));
        ObjectId of = d.owner();
        // the columns of a view are no pieces
        if (of != null && of.kind() == Kind.COLUMN)
            of =
                    relations.find(of.schema(), of.name()) instanceof ObjectId r
                                    && r.kind() != Kind.TABLE
                            ? r
                            : of;
        PieceId owner = of == null ? null : PieceId.self(of);
        boolean isShelled = isShelled(d);
        var self =
                new Piece(
                        PieceId.self(d.id()),
                        owner,
                        d::create,
                        // it and its functions need each other
                        () -> isShelled ? d.drop() + " CASCADE" : d.drop(),
                        needs,
                        isOption(d));
        return isShelled ? List.of(self, shell(d, needs)) : List.of(self);
    }

    /// CREATE FOREIGN TABLE says its options, which its wrapper may need.
    private static boolean isOption(Definition d) {
        return d.id().kind() == Kind.SETTING
                && d.owner() != null
                && d.owner().kind() == Kind.TABLE
                && d.create().contains(OPTION);
    }

    private static final String OPTION = " OPTIONS (ADD ";

    /// ` OPTIONS (…)` of what [#isOption].
    static String options(Collection<String> settings) {
        return settings.isEmpty()
                ? ""
                : settings.stream()
                        .sorted()
                        .map(s -> s.substring(s.indexOf(OPTION) + OPTION.length(), s.length() - 1))
                        .collect(Collectors.joining(", ", " OPTIONS (", ")"));
    }

    /// A base type, and a range with a canonical function, is known by name before its functions
    /// are. <https://www.postgresql.org/docs/18/sql-createtype.html>, Base Types.
    private static boolean isShelled(Definition d) {
        return d.id().kind() == Kind.BASE_TYPE && d.create().contains(" (INPUT = ")
                || d.id().kind() == Kind.RANGE && d.create().contains(", CANONICAL = ");
    }

    private static Piece shell(Definition d, Set<ObjectId> needs) {
        return new Piece(
                new PieceId(d.id(), Aspect.SHELL),
                null,
                () -> "CREATE " + d.target(),
                () -> "",
                needs,
                false);
    }
}
