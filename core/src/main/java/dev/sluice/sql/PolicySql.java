package dev.sluice.sql;

import dev.sluice.schema.Identifier;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.Policy;
import java.util.Set;
import java.util.stream.Collectors;

public final class PolicySql {
    private PolicySql() {}

    static Piece piece(Policy p, ObjectId table) {
        return Piece.of(
                PieceId.self(p.id()),
                table,
                create(p),
                "DROP POLICY " + p.name().quoted() + " ON " + p.table().quoted(),
                Set.of(table));
    }

    private static String create(Policy p) {
        return "CREATE POLICY "
                + p.name().quoted()
                + " ON "
                + p.table().quoted()
                + " AS "
                + (p.permissive() ? "PERMISSIVE" : "RESTRICTIVE")
                + " FOR "
                + p.command()
                + " TO "
                + roles(p)
                + (p.using() == null ? "" : " USING (" + p.using() + ")")
                + (p.withCheck() == null ? "" : " WITH CHECK (" + p.withCheck() + ")");
    }

    /// Words there, not names.
    private static final Set<String> WORDS =
            Set.of("public", "current_user", "current_role", "session_user");

    public static String roles(Policy p) {
        return p.roles().stream()
                .map(r -> WORDS.contains(r) ? r : Identifier.of(r).quoted())
                .collect(Collectors.joining(", "));
    }
}
