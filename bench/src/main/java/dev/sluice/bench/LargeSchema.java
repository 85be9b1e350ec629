package dev.sluice.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// Tables of eight columns, a key, two indexes and a foreign key to the one before.
final class LargeSchema {
    private LargeSchema() {}

    static void on(NativePostgres server, String database, int count) throws SQLException {
        server.admin("create database " + database);
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < count; i++) {
                statement.addBatch(
                        "create table table%1$d (id serial primary key, name text not null, note text, amount int not null default 0, place text, rank int, made timestamp default now(), parent int%2$s)"
                                .formatted(i, i == 0 ? "" : " references table" + (i - 1)));
                statement.addBatch("create index on table%d (name)".formatted(i));
                statement.addBatch("create index on table%d (rank)".formatted(i));
            }
            statement.executeBatch();
            statement.execute("analyze");
        }
    }
}
