package dev.sluice.rollout;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/// What an error of the server means for a run, and its words.
final class SqlErrors {
    /// Lock timeout, deadlock, serialization failure: the same transaction may succeed a little
    /// later.
    private static final Set<String> PASSING = Set.of("55P03", "40P01", "40001");

    private SqlErrors() {}

    static boolean isPassing(SQLException e) {
        return PASSING.contains(state(e));
    }

    /// Lock timeout, deadlock, cancelled: somebody else was in the way, or too long.
    static boolean isOfWaiting(SQLException e) {
        return Set.of("55P03", "40P01", "57014").contains(state(e));
    }

    /// The server may have done more than it could tell us.
    static boolean isConnectionLost(SQLException e, Connection connection) {
        String state = state(e);
        if (state.startsWith("08") || state.startsWith("57P")) return true;
        try {
            return connection.isClosed();
        } catch (SQLException _) {
            return true;
        }
    }

    static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }

    /// The server's message with detail and hint on one line.
    static String words(SQLException e) {
        String message = String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\n\\s*", ". ");
        String state = state(e).isEmpty() ? "" : " (SQLSTATE " + state(e) + ")";
        return message.replaceFirst("\\.$", "") + state + "." + advice(e);
    }

    private static String advice(SQLException e) {
        return switch (state(e)) {
            case "25001" ->
                    " PostgreSQL runs this statement only outside a transaction: put it between statement breakpoints of its own.";
            case "55P04" ->
                    " A label can be used only after the transaction that added it: put the ADD VALUE into a migration of its own.";
            case "55P03" -> " Another session holds the lock; try again when the table is quieter.";
            case "53100" -> " Make room on the database's disk first.";
            case "42501" -> " Grant the right to the role that runs migrations.";
            default -> "";
        };
    }
}
