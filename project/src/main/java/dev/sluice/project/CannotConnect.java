package dev.sluice.project;

import java.sql.SQLException;

/// A database could not be reached; the message says why and what to do, without the password.
public final class CannotConnect extends RuntimeException {
    private static final long serialVersionUID = 1;

    private CannotConnect(String message, SQLException cause) {
        super(message, cause);
    }

    static CannotConnect of(DatabaseUrl url, SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String why =
                switch (state) {
                    case "28P01" ->
                            "the password was refused. Check the user and the password of the address.";
                    case "28000" ->
                            "the server does not let this user in (pg_hba.conf). Check user, database and TLS (sslmode).";
                    case "3D000" ->
                            "there is no database of that name. Create it, or correct the address.";
                    case "08001", "08004", "08006" ->
                            "nobody answers there "
                                    + (url.isCalled()
                                            ? "(its value is not shown). "
                                            : "(" + firstLine(e) + ") ")
                                    + "Check host and port, and that the server runs.";
                    case "53300" -> "the server has no connection left. Try again later.";
                    case "57P03" -> "the server is starting up. Try again in a moment.";
                    default -> firstLine(e) + (state.isEmpty() ? "" : " (SQLSTATE " + state + ")");
                };
        return new CannotConnect(url + ": " + why + " Nothing was changed.", e);
    }

    private static String firstLine(SQLException e) {
        String message = e.getMessage();
        return message == null ? "no reason given" : message.lines().findFirst().orElse("");
    }
}
