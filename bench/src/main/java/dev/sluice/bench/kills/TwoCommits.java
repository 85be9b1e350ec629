package dev.sluice.bench.kills;

import dev.sluice.server.SluiceServer;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The server with a fault: its driver holds back what is written to the ledger and to Drizzle's
/// record until the migration is committed, and commits it in a transaction of its own. That is how
/// many tools of the field record what they did.
public final class TwoCommits {
    private static final Pattern RECORD =
            Pattern.compile(
                    "^(INSERT INTO|DELETE FROM)\\s+\\S*(applied|__drizzle_migrations)\\b.*",
                    Pattern.DOTALL);

    private TwoCommits() {}

    public static void main(String[] arguments) throws SQLException {
        var real = new org.postgresql.Driver();
        for (Driver known : DriverManager.drivers().toList()) DriverManager.deregisterDriver(known);
        DriverManager.registerDriver(
                proxy(
                        Driver.class,
                        (_, method, given) -> {
                            Object answer = call(real, method, given);
                            return answer instanceof Connection connection
                                    ? faulty(connection)
                                    : answer;
                        }));
        SluiceServer.main(arguments);
    }

    private static Connection faulty(Connection real) {
        var heldBack = new ArrayList<PreparedStatement>();
        return proxy(
                Connection.class,
                (_, method, given) -> {
                    switch (method.getName()) {
                        case "prepareStatement" -> {
                            var statement = (PreparedStatement) call(real, method, given);
                            return RECORD.matcher((String) given[0]).matches()
                                    ? later(statement, heldBack)
                                    : statement;
                        }
                        case "commit" -> {
                            real.commit();
                            for (PreparedStatement statement : heldBack) {
                                statement.executeUpdate();
                                statement.close();
                            }
                            heldBack.clear();
                            real.commit();
                            return null;
                        }
                        case "rollback" -> heldBack.clear();
                        default -> {}
                    }
                    return call(real, method, given);
                });
    }

    private static PreparedStatement later(
            PreparedStatement real, List<PreparedStatement> heldBack) {
        return proxy(
                PreparedStatement.class,
                (_, method, given) ->
                        switch (method.getName()) {
                            case "executeUpdate" -> {
                                heldBack.add(real);
                                yield 1;
                            }
                            case "close" -> null;
                            default -> call(real, method, given);
                        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(
                        TwoCommits.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object on, java.lang.reflect.Method method, Object[] given)
            throws Throwable {
        try {
            return method.invoke(on, given);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
