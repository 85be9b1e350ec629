package dev.sluice.source.scratch;

import dev.sluice.source.Problem;
import dev.sluice.source.parse.Place;
import dev.sluice.source.parse.SqlStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/// Loads statements in any order that works: each under a savepoint, in rounds, until a round makes
/// no progress. Bodies of functions are not checked, so that they may come before their tables.
public final class Loader {
    private static final String NEEDS_NO_TRANSACTION = "25001";
    private static final String NEEDS_COMMITTED_LABEL = "55P04";

    private final Connection connection;
    private final Statement jdbc;
    private final boolean makesRoles;
    private String searchPath = "";

    private Loader(Connection connection, Statement jdbc, boolean makesRoles) {
        this.connection = connection;
        this.jdbc = jdbc;
        this.makesRoles = makesRoles;
    }

    /// A statement that failed, and the search path that stood where it stands.
    private record Pending(SqlStatement statement, String searchPath, SQLException error) {}

    /// PostgreSQL refuses the statement in a transaction, or a label in the one that added it.
    public static boolean needsNoTransaction(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.equals(NEEDS_NO_TRANSACTION) || state.equals(NEEDS_COMMITTED_LABEL);
    }

    /// What works is committed. Empty when everything stands; else what each statement that could
    /// not be run says, in the order of the source: the first is the cause to look at.
    public static List<Problem> load(Connection connection, List<SqlStatement> statements)
            throws SQLException {
        return load(connection, statements, false);
    }

    /// `makesRoles`: a role that a statement names and that is missing is made, by its name alone.
    /// Roles belong to the whole cluster, so this is for a server that is only scratch.
    static List<Problem> load(
            Connection connection, List<SqlStatement> statements, boolean makesRoles)
            throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try (Statement jdbc = connection.createStatement()) {
            jdbc.setEscapeProcessing(false);
            var loader = new Loader(connection, jdbc, makesRoles);
            return loader.run(statements).stream().map(p -> problem(p.statement, p.error)).toList();
        } finally {
            connection.setAutoCommit(autoCommit);
        }
    }

    /// What one statement's failure says, at the place that the server points at.
    public static Problem problem(SqlStatement statement, SQLException error) {
        int position = 0;
        String hint = "";
        String message = String.valueOf(error.getMessage());
        if (error instanceof PSQLException server && server.getServerErrorMessage() != null) {
            var said = java.util.Objects.requireNonNull(server.getServerErrorMessage());
            position = said.getPosition();
            hint = said.getHint() == null ? "" : said.getHint();
            message = said.getMessage() + (said.getDetail() == null ? "" : ": " + said.getDetail());
        }
        if (statement.line() == 0)
            return new Problem(
                    statement.file(), 0, 0, message + " in: " + head(statement.text()), hint);
        String text = statement.text();
        int end = position == 0 ? 0 : text.offsetByCodePoints(0, clamp(text, position - 1));
        Place place = new Place(statement.line(), statement.column()).after(text, 0, end);
        return new Problem(statement.file(), place.line(), place.column(), message, hint);
    }

    private static int clamp(String text, int codePoints) {
        return Math.clamp(codePoints, 0, text.codePointCount(0, text.length()));
    }

    private static String head(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        return line.length() > 120 ? line.substring(0, 120) + " …" : line;
    }

    private List<Pending> run(List<SqlStatement> statements) throws SQLException {
        jdbc.execute("SET check_function_bodies = off; SET client_min_messages = warning");
        searchPath = currentSearchPath();
        if (allAtOnce(statements)) {
            connection.commit();
            return List.of();
        }
        List<Pending> failed = firstRound(statements);
        int before;
        do {
            before = failed.size();
            failed = again(failed);
        } while (!failed.isEmpty() && failed.size() < before);
        connection.commit();
        return failed;
    }

    /// What stands in an order that loads needs no savepoints, and one round trip instead of three
    /// for each statement. False when it doesn't: nothing of it stands then.
    private boolean allAtOnce(List<SqlStatement> statements) throws SQLException {
        List<String> texts =
                statements.stream()
                        .map(SqlStatement::text)
                        .filter(text -> !isTransactionControl(text))
                        .toList();
        if (!texts.stream().allMatch(Loader::givesNoRows)) return false;
        jdbc.execute("SAVEPOINT sluice_load");
        try {
            if (!texts.isEmpty()) jdbc.execute(String.join(";\n", texts));
            jdbc.execute("RELEASE SAVEPOINT sluice_load");
            return true;
        } catch (SQLException e) {
            jdbc.execute("ROLLBACK TO SAVEPOINT sluice_load");
            return false;
        }
    }

    private List<Pending> firstRound(List<SqlStatement> statements) throws SQLException {
        var failed = new ArrayList<Pending>();
        for (SqlStatement statement : statements) {
            if (isTransactionControl(statement.text())) continue;
            SQLException error = attempt(statement.text());
            if (error != null) failed.add(new Pending(statement, searchPath, error));
            else if (mayChangeSettings(statement.text())) searchPath = currentSearchPath();
        }
        return failed;
    }

    private List<Pending> again(List<Pending> pending) throws SQLException {
        var failed = new ArrayList<Pending>();
        for (Pending p : pending) {
            if (!p.searchPath.equals(searchPath)) {
                try (var set =
                        connection.prepareStatement("SELECT set_config('search_path', ?, false)")) {
                    set.setString(1, p.searchPath);
                    set.execute();
                }
                searchPath = p.searchPath;
            }
            SQLException error = attempt(p.statement.text());
            if (error != null) failed.add(new Pending(p.statement, p.searchPath, error));
        }
        return failed;
    }

    /// Null when it worked.
    private @Nullable SQLException attempt(String sql) throws SQLException {
        return attempt(sql, "");
    }

    private @Nullable SQLException attempt(String sql, String cured) throws SQLException {
        SQLException error = underSavepoint(sql);
        if (error == null) return null;
        String state = String.valueOf(error.getSQLState());
        if (state.equals(NEEDS_COMMITTED_LABEL)) {
            connection.commit();
            return underSavepoint(sql);
        }
        if (state.equals(NEEDS_NO_TRANSACTION)) return alone(sql);
        if (Roles.stands(sql, error)) return null;
        String cure = makesRoles ? Roles.cure(error).orElse(cured) : cured;
        if (cure.equals(cured) || underSavepoint(cure) != null) return error;
        return attempt(sql, cure);
    }

    private @Nullable SQLException underSavepoint(String sql) throws SQLException {
        jdbc.execute("SAVEPOINT sluice_load");
        try {
            jdbc.execute(sql);
            jdbc.execute("RELEASE SAVEPOINT sluice_load");
            return null;
        } catch (SQLException e) {
            jdbc.execute("ROLLBACK TO SAVEPOINT sluice_load");
            return e;
        }
    }

    private @Nullable SQLException alone(String sql) throws SQLException {
        connection.commit();
        connection.setAutoCommit(true);
        try {
            jdbc.execute(sql);
            return null;
        } catch (SQLException e) {
            return e;
        } finally {
            connection.setAutoCommit(false);
        }
    }

    private String currentSearchPath() throws SQLException {
        try (var rows = jdbc.executeQuery("SHOW search_path")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static final Set<String> DEFINITIONS =
            Set.of("create", "alter", "comment", "grant", "drop", "set");
    private static final Set<String> CONTROL = Set.of("begin", "start", "commit", "end");

    private static boolean isTransactionControl(String sql) {
        return CONTROL.contains(firstWord(sql));
    }

    /// Of the words that are sure to; a batch refuses rows.
    private static boolean givesNoRows(String sql) {
        return DEFINITIONS.contains(firstWord(sql));
    }

    private static boolean mayChangeSettings(String sql) {
        String word = firstWord(sql);
        return word.equals("set") || word.equals("select") || word.equals("reset");
    }

    private static String firstWord(String sql) {
        int end = 0;
        while (end < sql.length() && Character.isLetter(sql.charAt(end))) end++;
        return sql.substring(0, end).toLowerCase(Locale.ROOT);
    }
}
