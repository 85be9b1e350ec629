package dev.sluice.server.databases;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// A database could not be entered. The message names the place and the cause, never a password.
public final class Unreachable extends RuntimeException {
    private final boolean isAway;

    public Unreachable(String message, @Nullable Throwable cause) {
        this(message, cause, cause instanceof SQLException e && isLost(e));
    }

    Unreachable(String message, @Nullable Throwable cause, boolean isAway) {
        super(message, cause);
        this.isAway = isAway;
    }

    /// Whether it does not answer now and may later, with nobody doing anything here.
    public boolean isAway() {
        return isAway;
    }

    /// Whether the connection is gone, or the server is stopping or starting (PostgreSQL's classes
    /// 08 and 57P), rather than that it refused something.
    public static boolean isLost(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("08") || state.startsWith("57P");
    }
}
