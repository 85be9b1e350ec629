package dev.sluice.bench;

import dev.sluice.bench.SideBySide.Contender;
import dev.sluice.bench.SideBySide.Preparation;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// `inspect` of 1,000 tables beside `pg_dump --schema-only`, on the machine's own PostgreSQL; and
/// the statements that it sends for 10 tables and for 1,000.
final class Inspect {
    private static final String STATEMENTS =
            """
            select count(*) from regexp_matches(
              pg_read_file(current_setting('data_directory') || '/../log'), 'LOG:  (statement|execute)', 'g')\
            """;

    private Inspect() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
        Path root = Checkout.root();
        String sluice = root.resolve("sluice").toString();
        try (NativePostgres server = NativePostgres.start()) {
            tables(server, "small", 10);
            tables(server, "large", 1000);
            long few = statements(server, root, sluice, "small");
            long many = statements(server, root, sluice, "large");
            System.out.println(
                    "statements: "
                            + few
                            + " for 10 tables, "
                            + many
                            + " for 1,000: "
                            + (few == many ? "met" : "MISSED"));
            var ours =
                    new Contender(
                            "sluice inspect",
                            root,
                            List.of(sluice, "inspect", server.url("large"), "--format", "sql"),
                            Preparation.NONE);
            var dump =
                    new Contender(
                            "pg_dump",
                            root,
                            server.clientCommand("pg_dump", "large", "--schema-only"),
                            Preparation.NONE);
            SideBySide.run(1, List.of(ours, dump));
            SideBySide measure = SideBySide.run(rounds, List.of(ours, dump));
            measure.print("pg_dump");
            measure.goal("sluice inspect", 1.5, "pg_dump");
        }
    }

    private static void tables(NativePostgres server, String database, int count)
            throws SQLException {
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

    private static long statements(NativePostgres server, Path root, String sluice, String database)
            throws Exception {
        server.admin("alter database " + database + " set log_statement = 'all'");
        long before = logged(server);
        SideBySide.once(
                new Contender(
                        "sluice inspect",
                        root,
                        List.of(sluice, "inspect", server.url(database), "--format", "sql"),
                        Preparation.NONE));
        long after = logged(server);
        server.admin("alter database " + database + " reset log_statement");
        return after - before;
    }

    private static long logged(NativePostgres server) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(STATEMENTS)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
