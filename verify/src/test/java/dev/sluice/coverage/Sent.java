package dev.sluice.coverage;

import dev.sluice.source.catalog.CatalogReader;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;

/// The questions that a reading of a database really asks, taken down on their way to the server.
final class Sent {
    private final List<String> questions = Collections.synchronizedList(new ArrayList<>());

    private Sent() {}

    /// Without the first, which only asks which catalogs hold anything.
    static List<String> by(Connection real) throws SQLException {
        var sent = new Sent();
        var base = real.unwrap(BaseConnection.class);
        CatalogReader.read(
                sent.between(
                        BaseConnection.class,
                        (self, method, arguments) ->
                                switch (method.getName()) {
                                    case "unwrap" -> self;
                                    case "createStatement" ->
                                            sent.heard(
                                                    (Statement)
                                                            Objects.requireNonNull(
                                                                    call(base, method, arguments)));
                                    default -> call(base, method, arguments);
                                }));
        return sent.questions.subList(1, sent.questions.size());
    }

    private Statement heard(Statement real) {
        return between(
                Statement.class,
                (_, method, arguments) -> {
                    if (method.getName().equals("executeQuery") && arguments != null)
                        questions.add((String) arguments[0]);
                    return call(real, method, arguments);
                });
    }

    private <T> T between(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object call(Object real, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
