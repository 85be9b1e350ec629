package dev.sluice.bench.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// What there is to ask for.
record Known(
        List<Integer> done,
        List<Integer> halfWay,
        List<Integer> inReview,
        List<Run> runs,
        List<Database> databases) {
    record Run(int change, long id) {}

    record Database(long id, String name) {}

    static Known read(Connection metadata) throws SQLException {
        var done = new ArrayList<Integer>();
        var halfWay = new ArrayList<Integer>();
        var inReview = new ArrayList<Integer>();
        var runs = new ArrayList<Run>();
        var databases = new ArrayList<Database>();
        try (var statement = metadata.createStatement()) {
            try (var row = statement.executeQuery("select number, state from change")) {
                while (row.next())
                    switch (row.getString(2)) {
                        case "done" -> done.add(row.getInt(1));
                        case "rolling_out" -> halfWay.add(row.getInt(1));
                        default -> inReview.add(row.getInt(1));
                    }
            }
            try (var row =
                    statement.executeQuery(
                            """
                            select c.number, r.id from change c join rollout o on o.change_id = c.id
                            join stage s on s.rollout_id = o.id join run r on r.stage_id = s.id\
                            """)) {
                while (row.next()) runs.add(new Run(row.getInt(1), row.getLong(2)));
            }
            try (var row = statement.executeQuery("select id, name from managed_database")) {
                while (row.next()) databases.add(new Database(row.getLong(1), row.getString(2)));
            }
        }
        return new Known(done, halfWay, inReview, runs, databases);
    }

    static <T> T any(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }
}
