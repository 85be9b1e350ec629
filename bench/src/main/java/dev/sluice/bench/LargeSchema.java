package dev.sluice.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// Tables of eight columns, a key, two indexes and a foreign key to the one before.
final class LargeSchema {
    /// Made in one transaction: each holds the locks of all that it made.
    private static final int AT_ONCE = 100;

    private LargeSchema() {}

    static void on(NativePostgres server, String database, int count) throws SQLException {
        make(server, database, count, false);
    }

    /// And for every ten tables a view on one and a function.
    static void withCode(NativePostgres server, String database, int count) throws SQLException {
        make(server, database, count, true);
    }

    private static void make(NativePostgres server, String database, int count, boolean code)
            throws SQLException {
        server.admin("create database " + database);
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < count; i++) {
                table(statement, i);
                if (code && i % 10 == 0) code(statement, i);
                if (i % AT_ONCE == 0) statement.executeBatch();
            }
            statement.executeBatch();
            statement.execute("analyze");
        }
    }

    private static void table(Statement statement, int i) throws SQLException {
        statement.addBatch(
                "create table table%1$d (id serial primary key, name text not null, note text, amount int not null default 0, place text, rank int, made timestamp default now(), parent int%2$s)"
                        .formatted(i, i == 0 ? "" : " references table" + (i - 1)));
        statement.addBatch("create index on table%d (name)".formatted(i));
        statement.addBatch("create index on table%d (rank)".formatted(i));
    }

    private static void code(Statement statement, int i) throws SQLException {
        statement.addBatch(
                "create view view%1$d as select id, name, amount * 2 as twice from table%1$d where rank > 3"
                        .formatted(i));
        statement.addBatch(
                "create function function%1$d(lowest int) returns bigint language sql stable as $$ select count(*) from table%1$d where amount > lowest $$"
                        .formatted(i));
    }
}
