package dev.sluice.source.sqlfiles;

import dev.sluice.source.Problem;
import dev.sluice.source.parse.SqlStatement;
import dev.sluice.source.parse.Statements;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Statements that are no part of a schema. Rows are refused rather than passed over: who writes
/// them into a schema expects them to arrive somewhere. BEGIN and COMMIT around everything are
/// passed over when it is loaded; what takes something back is refused.
final class NotDeclared {
    private static final Set<String> ROWS =
            Set.of("insert", "update", "delete", "merge", "truncate", "copy");
    private static final Set<String> TAKES_BACK =
            Set.of("rollback", "abort", "savepoint", "release", "prepare");
    private static final Set<String> OF_CLUSTER = Set.of("database", "tablespace", "system");
    private static final Set<String> CHANGES = Set.of("create", "alter", "drop");

    private NotDeclared() {}

    static Optional<Problem> problem(SqlStatement s) {
        List<String> words =
                Statements.tokens(s.text()).stream()
                        .limit(5)
                        .map(t -> t.toLowerCase(Locale.ROOT))
                        .toList();
        String first = words.isEmpty() ? "" : words.getFirst();
        String second = words.size() > 1 ? words.get(1) : "";
        if (ROWS.contains(first) || first.equals("with") && bringsRows(s))
            return Optional.of(
                    refused(
                            s,
                            "it changes rows, and a schema declares none.",
                            "Make it a migration: `sluice generate --custom`. A dump: pg_dump --schema-only."));
        if (TAKES_BACK.contains(first))
            return Optional.of(
                    refused(
                            s,
                            "a schema is loaded as a whole, and no part of it is taken back.",
                            "Take it out."));
        if (CHANGES.contains(first) && OF_CLUSTER.contains(second))
            return Optional.of(
                    refused(
                            s,
                            "it belongs to the server, not to the one database that a schema is.",
                            "Take it out, or dump without --create."));
        return Optional.empty();
    }

    private static boolean bringsRows(SqlStatement s) {
        return Statements.tokens(s.text()).stream()
                .anyMatch(t -> ROWS.contains(t.toLowerCase(Locale.ROOT)));
    }

    private static Problem refused(SqlStatement s, String message, String fix) {
        String head = s.text().lines().findFirst().orElse("").strip();
        if (head.length() > 60) head = head.substring(0, 60) + " …";
        return new Problem(s.file(), s.line(), s.column(), head + ": " + message, fix);
    }

    /// Settings that are none of the schema: pg_dump's dumps begin with them, not every major knows
    /// each, and the loading has its own.
    static boolean isOfSession(SqlStatement s) {
        List<String> words =
                Statements.tokens(s.text()).stream()
                        .map(t -> t.toLowerCase(Locale.ROOT))
                        .filter(t -> !t.equals("local") && !t.equals("session"))
                        .limit(2)
                        .toList();
        if (words.size() < 2 || !words.getFirst().equals("set")) return false;
        String name = words.get(1);
        return name.endsWith("_timeout")
                || name.equals("client_encoding")
                || name.equals("check_function_bodies")
                || name.equals("client_min_messages");
    }
}
