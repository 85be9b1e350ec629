package dev.sluice.proof;

import dev.sluice.proof.FillTable.FillColumn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// The next values of the sequences that feed columns, fetched together.
final class NextNumbers {
    private static final String NEXT =
            "SELECT s.name, nextval(s.name::regclass) FROM unnest(?::text[]) s(name), generate_series(1, ?)";

    private final Connection connection;
    private final Map<String, Deque<String>> fetched = new HashMap<>();

    NextNumbers(Connection connection) {
        this.connection = connection;
    }

    /// As many for each as the tables' first rows need. A sequence that gives none spoils it for
    /// all: then each is asked when it is needed.
    void fetch(Collection<FillTable> tables) throws SQLException {
        Object[] names =
                tables.stream()
                        .flatMap(t -> t.columns.stream())
                        .map(FillColumn::sequence)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toArray();
        Savepoint before = connection.setSavepoint();
        try {
            fetch(names, FillRows.ROWS);
        } catch (SQLException e) {
            connection.rollback(before);
        }
    }

    String next(String sequence) throws SQLException {
        Deque<String> waiting = fetched.get(sequence);
        if (waiting == null || waiting.isEmpty()) fetch(new Object[] {sequence}, 1);
        return fetched.getOrDefault(sequence, new ArrayDeque<>()).pop();
    }

    private void fetch(Object[] names, int count) throws SQLException {
        try (var query = connection.prepareStatement(NEXT)) {
            query.setArray(1, connection.createArrayOf("text", names));
            query.setInt(2, count);
            try (ResultSet row = query.executeQuery()) {
                while (row.next())
                    fetched.computeIfAbsent(row.getString(1), _ -> new ArrayDeque<>())
                            .add(row.getString(2));
            }
        }
    }
}
