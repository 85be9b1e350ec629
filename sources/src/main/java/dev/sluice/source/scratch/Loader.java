package dev.sluice.source.scratch;

import dev.sluice.source.Problem;
import dev.sluice.source.parse.Place;
import dev.sluice.source.parse.SqlStatement;
import dev.sluice.source.parse.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// Loads statements in any order that works: each under a savepoint, and again when something that
/// it lacked is there. Bodies of functions are not checked, so that they may come before their
/// tables.
public final class Loader {
    /// So many are tried in one round trip first.
    private static final int AT_ONCE = 100;

    private static final String NEEDS_NO_TRANSACTION = "25001";
    private static final String NEEDS_COMMITTED_LABEL = "55P04";

    private final Connection connection;
    private final Statement jdbc;
    private final boolean makesRoles;
    private final Waiting waiting = new Waiting();

    /// What stands in the session, and what the source has said so far.
    private String searchPath = "";

    private String saidPath = "";

    private Loader(Connection connection, Statement jdbc, boolean makesRoles) {
        this.connection = connection;
        this.jdbc = jdbc;
        this.makesRoles = makesRoles;
    }

    /// PostgreSQL refuses the statement in a transaction, or a label in the one that added it.
    public static boolean needsNoTransaction(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.equals(NEEDS_NO_TRANSACTION) || state.equals(NEEDS_COMMITTED_LABEL);
    }

    /// What works is committed. Empty when everything stands; else what the statements say that
    /// could not be run for a reason of their own, in the order of the source: not those that only
    /// lack what another one would have made.
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
            loader.run(statements);
            return loader.waiting.causes();
        } finally {
            connection.setAutoCommit(autoCommit);
        }
    }

    /// What one statement's failure says, at the place that the server points at.
    static Problem problem(SqlStatement statement, SQLException error) {
        int position = 0;
        String message = String.valueOf(error.getMessage());
        String hint = "";
        if (error instanceof PSQLException e && e.getServerErrorMessage() != null) {
            ServerErrorMessage said = java.util.Objects.requireNonNull(e.getServerErrorMessage());
            position = said.getPosition();
            message = said.getMessage() + (said.getDetail() == null ? "" : ": " + said.getDetail());
            hint = said.getHint() == null ? "" : said.getHint();
            ScratchLacks lacks = ScratchLacks.of(said);
            if (lacks != null) {
                message = lacks.message();
                hint = lacks.fix();
            }
        }
        String text = statement.text();
        if (statement.line() == 0)
            return new Problem(statement.file(), 0, 0, message + " in: " + head(text), hint);
        int end = position == 0 ? 0 : text.offsetByCodePoints(0, clamp(text, position - 1));
        Place inside = new Place(1, 1).after(text, 0, end);
        Place place = new Place(statement.line(), statement.column()).after(text, 0, end);
        return new Problem(
                statement.file(), place.line(), place.column(), message, hint, inside.shown(text));
    }

    private static int clamp(String text, int codePoints) {
        return Math.clamp(codePoints, 0, text.codePointCount(0, text.length()));
    }

    private static String head(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        return line.length() > 120 ? line.substring(0, 120) + " …" : line;
    }

    /// Commits now and then: what one transaction makes, it holds a lock on.
    private void run(List<SqlStatement> all) throws SQLException {
        jdbc.execute("SET check_function_bodies = off; SET client_min_messages = warning");
        searchPath = saidPath = currentSearchPath();
        List<SqlStatement> statements =
                all.stream().filter(s -> !isTransactionControl(s.text())).toList();
        for (int from = 0; from < statements.size(); from += AT_ONCE) {
            var some = statements.subList(from, Math.min(from + AT_ONCE, statements.size()));
            if (!atOnce(some)) oneByOne(some);
            connection.commit();
        }
        while (round()) connection.commit();
        connection.commit();
    }

    /// What stands in an order that loads needs no savepoints, and one round trip for many. False
    /// when it doesn't: nothing of it stands then.
    private boolean atOnce(List<SqlStatement> statements) throws SQLException {
        if (!statements.stream().allMatch(s -> givesNoRows(s.text()))) return false;
        use(saidPath);
        String text = String.join(";\n", statements.stream().map(SqlStatement::text).toList());
        if (underSavepoint(text) != null) return false;
        for (SqlStatement s : statements) stands(s);
        return true;
    }

    private void oneByOne(List<SqlStatement> statements) throws SQLException {
        for (SqlStatement s : statements) {
            use(saidPath);
            SQLException error = attempt(s.text());
            if (error == null) stands(s);
            else waiting.add(new Pending(s, saidPath, error));
        }
    }

    /// What waits for something that this statement may have made is tried again, and so on.
    private void stands(SqlStatement statement) throws SQLException {
        if (mayChangeSettings(statement.text())) searchPath = saidPath = currentSearchPath();
        var made = new ArrayDeque<SqlStatement>(List.of(statement));
        while (!made.isEmpty() && !waiting.isEmpty())
            for (Pending p : waiting.takeFor(made.pop())) if (again(p)) made.add(p.statement());
    }

    /// Everything that waits is tried once. Whether that changed anything.
    private boolean round() throws SQLException {
        boolean progress = false;
        for (Pending p : waiting.takeAll())
            if (again(p)) {
                progress = true;
                stands(p.statement());
            }
        return progress && !waiting.isEmpty();
    }

    private boolean again(Pending p) throws SQLException {
        use(p.searchPath());
        SQLException error = attempt(p.statement().text());
        if (error != null) waiting.add(new Pending(p.statement(), p.searchPath(), error));
        return error == null;
    }

    private void use(String path) throws SQLException {
        if (path.equals(searchPath)) return;
        try (var set = connection.prepareStatement("SELECT set_config('search_path', ?, false)")) {
            set.setString(1, path);
            set.execute();
        }
        searchPath = path;
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

    /// A statement that failed, and the search path that stood where it stands.
    record Pending(SqlStatement statement, String searchPath, SQLException error) {
        Problem problem() {
            return Loader.problem(statement, error);
        }

        List<String> tokens() {
            return Statements.tokens(statement.text());
        }
    }
}
