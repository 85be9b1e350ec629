package dev.sluice.sql;

import dev.sluice.schema.Function;
import java.util.Set;

final class FunctionSql {
    private FunctionSql() {}

    static Piece piece(Function f) {
        return Piece.whole(
                f.id(),
                f.definition().strip(),
                "DROP " + target(f),
                Set.of(SchemaSql.id(f.name())));
    }

    static String target(Function f) {
        return (f.procedure() ? "PROCEDURE " : "FUNCTION ")
                + f.name().quoted()
                + "("
                + f.arguments()
                + ")";
    }
}
