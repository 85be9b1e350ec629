package dev.sluice.server.databases;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// A database could not be entered. The message names the place and the cause, never a password.
public final class Unreachable extends RuntimeException {
    public Unreachable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /// Whether the connection is gone, or the server is stopping or starting (PostgreSQL's classes
    /// 08 and 57P), rather than that it refused something.
    public static boolean isLost(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("08") || state.startsWith("57P");
    }
}
