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
            LargeSchema.on(server, "small", 10);
            LargeSchema.on(server, "large", 1000);
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
