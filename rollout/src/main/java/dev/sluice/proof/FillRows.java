package dev.sluice.proof;

import dev.sluice.proof.FillTable.Check;
import dev.sluice.proof.FillTable.FillColumn;
import dev.sluice.proof.FillTable.ForeignKey;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Literal;
import dev.sluice.schema.QualifiedName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The rows of one table: all at once, and where that is refused one by one, with other values for
/// whatever the server names.
final class FillRows {
    static final int ROWS = 3;
    private static final int VARIANTS = 6;
    private static final int TRIES = 400;
    private static final Pattern VIOLATED = Pattern.compile("constraint \"([^\"]+)\"");

    private final Connection connection;
    private final FillTable table;
    private final Map<QualifiedName, FillTable> tables;
    private final NextNumbers numbers;
    private List<Check> wantedChecks;

    FillRows(
            Connection connection,
            FillTable table,
            Map<QualifiedName, FillTable> tables,
            NextNumbers numbers) {
        this.connection = connection;
        this.table = table;
        this.tables = tables;
        this.numbers = numbers;
        this.wantedChecks = table.checks.stream().filter(c -> c.expression() != null).toList();
    }

    /// Null when at least one row stands, else why not.
    @Nullable String insert() throws SQLException {
        try {
            if (insertTogether()) return null;
            String reason = null;
            for (int row = 1; row <= ROWS; row++) {
                String failure = insertOne(row);
                if (reason == null) reason = failure;
            }
            return table.rows.isEmpty() ? reason : null;
        } catch (NoParent e) {
            return e.getMessage();
        }
    }

    private boolean insertTogether() throws SQLException, NoParent {
        List<Map<String, @Nullable String>> rows = firstRows();
        if (!(attempt(rows) instanceof Attempt.Stands)) return false;
        table.rows.addAll(rows);
        return true;
    }

    private List<Map<String, @Nullable String>> firstRows() throws SQLException, NoParent {
        List<Map<String, @Nullable String>> rows = new ArrayList<>();
        for (int row = 1; row <= ROWS; row++) rows.add(row(row, row));
        return rows;
    }

    /// The statement that inserts its rows; they count as standing until they are withdrawn.
    String propose() throws SQLException, NoParent {
        List<Map<String, @Nullable String>> rows = firstRows();
        table.rows.addAll(rows);
        table.done = true;
        return insertion(rows);
    }

    /// Whether what the proposed statement gave says that each wanted check holds.
    boolean isAllowed(ResultSet answer) throws SQLException {
        return violated(answer) == null;
    }

    void withdraw() {
        table.rows.clear();
        table.done = false;
    }

    private @Nullable String insertOne(int number) throws SQLException, NoParent {
        String reason = "no values were found";
        for (int variant = 0; variant < VARIANTS; variant++) {
            Map<String, @Nullable String> row = row(number, number + variant * ROWS);
            Map<String, Iterator<Map<String, @Nullable String>>> open = new HashMap<>();
            for (int tries = 0; tries < TRIES; tries++) {
                Attempt attempt = attempt(List.of(row));
                if (attempt instanceof Attempt.Stands) {
                    table.rows.add(row);
                    return null;
                }
                Attempt.Refused refused = (Attempt.Refused) attempt;
                reason = refused.words();
                if (!refused.isCheck()) {
                    if (!refused.isTaken()) return reason;
                    break;
                }
                var alternatives =
                        open.computeIfAbsent(
                                refused.constraint(), c -> alternatives(c, number, row).iterator());
                if (!alternatives.hasNext()) break;
                row.putAll(alternatives.next());
            }
        }
        return reason;
    }

    // ---- one attempt

    private sealed interface Attempt {
        record Stands() implements Attempt {}

        record Refused(String state, String constraint, String words) implements Attempt {
            boolean isCheck() {
                return state.equals("23514");
            }

            /// Unique or exclusion.
            boolean isTaken() {
                return state.equals("23505") || state.equals("23P01");
            }
        }
    }

    private Attempt attempt(List<Map<String, @Nullable String>> rows) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            if (rows.getFirst().isEmpty()) {
                statement.execute(insertion(rows));
                return new Attempt.Stands();
            }
            try (ResultSet row = statement.executeQuery(insertion(rows))) {
                String violated = violated(row);
                if (violated == null) return new Attempt.Stands();
                connection.rollback(before);
                return new Attempt.Refused(
                        "23514",
                        violated,
                        "the check " + violated + " of the new schema refuses it");
            }
        } catch (SQLException e) {
            connection.rollback(before);
            if (e.getSQLState() != null
                    && e.getSQLState().startsWith("42")
                    && !wantedChecks.isEmpty()) {
                // a check of the new schema that names what is not there yet
                wantedChecks = List.of();
                return attempt(rows);
            }
            return refused(e);
        }
    }

    private static Attempt.Refused refused(SQLException e) {
        String message = String.valueOf(e.getMessage());
        Matcher constraint = VIOLATED.matcher(message);
        return new Attempt.Refused(
                String.valueOf(e.getSQLState()),
                constraint.find() ? constraint.group(1) : "",
                message.lines().findFirst().orElse(message));
    }

    private String insertion(List<Map<String, @Nullable String>> rows) {
        List<String> names = List.copyOf(rows.getFirst().keySet());
        if (names.isEmpty()) return "INSERT INTO " + table.name.quoted() + " DEFAULT VALUES";
        String values =
                rows.stream()
                        .map(row ->
                                names.stream()
                                        .map(n -> literal(row.get(n)))
                                        .collect(Collectors.joining(", ", "(", ")")))
                        .collect(Collectors.joining(", "));
        String columns =
                names.stream()
                        .map(n -> Identifier.of(n).quoted())
                        .collect(Collectors.joining(", "));
        String checks =
                wantedChecks.stream()
                        .map(c -> ", (" + c.expression() + ") IS NOT FALSE")
                        .collect(Collectors.joining());
        return "INSERT INTO "
                + table.name.quoted()
                + " ("
                + columns
                + ") OVERRIDING SYSTEM VALUE VALUES "
                + values
                + " RETURNING 1"
                + checks;
    }

    private static String literal(@Nullable String value) {
        return value == null ? "NULL" : Literal.quoted(value);
    }

    private @Nullable String violated(ResultSet row) throws SQLException {
        while (row.next())
            for (int i = 0; i < wantedChecks.size(); i++)
                if (!row.getBoolean(i + 2)) return wantedChecks.get(i).name();
        return null;
    }

    // ---- values

    private Map<String, @Nullable String> row(int number, int n) throws SQLException, NoParent {
        if (n == number
                && table.planned.get(number) instanceof Map<String, @Nullable String> planned)
            return planned;
        Map<String, @Nullable String> row = table.emptyRow();
        if (n == number) table.planned.put(number, row);
        for (FillColumn column : table.columns)
            if (!column.generated())
                row.put(
                        column.name(),
                        column.sequence() != null
                                ? numbers.next(column.sequence())
                                : candidates(column, n).getFirst());
        for (ForeignKey key : table.foreignKeys) refer(row, key, number);
        return row;
    }

    private void refer(Map<String, @Nullable String> row, ForeignKey key, int number)
            throws SQLException, NoParent {
        if (key.columns().size() != key.parentColumns().size()) return;
        Map<String, @Nullable String> parent =
                key.parent().equals(table.name) ? row : parentRow(key, number);
        for (int i = 0; i < key.columns().size(); i++) {
            String column = key.columns().get(i);
            if (parent != null) row.put(column, parent.get(key.parentColumns().get(i)));
            else if (table.column(column) instanceof FillColumn found && !found.notNull())
                row.put(column, null);
        }
        if (parent == null && !table.isNullable(key))
            throw new NoParent("it refers to " + key.parent() + ", which holds no row");
    }

    private @Nullable Map<String, @Nullable String> parentRow(ForeignKey key, int number)
            throws SQLException, NoParent {
        FillTable parent = tables.get(key.parent());
        if (parent == null) return null;
        if (!parent.done)
            return table.isNullable(key)
                    ? null
                    : new FillRows(connection, parent, tables, numbers).row(number, number);
        if (parent.rows.isEmpty()) adoptRows(parent);
        return parent.rows.isEmpty() ? null : parent.rows.get((number - 1) % parent.rows.size());
    }

    /// Rows that an earlier migration wrote serve as parents, too.
    private void adoptRows(FillTable parent) throws SQLException {
        String columns =
                parent.columns.stream()
                        .map(c -> Identifier.of(c.name()).quoted() + "::text")
                        .collect(Collectors.joining(", "));
        if (columns.isEmpty()) return;
        try (var query = connection.createStatement();
                ResultSet row =
                        query.executeQuery(
                                "SELECT "
                                        + columns
                                        + " FROM "
                                        + parent.name.quoted()
                                        + " LIMIT "
                                        + ROWS)) {
            while (row.next()) {
                Map<String, @Nullable String> found = parent.emptyRow();
                for (int i = 0; i < parent.columns.size(); i++)
                    found.put(parent.columns.get(i).name(), row.getString(i + 1));
                parent.rows.add(found);
            }
        }
    }

    private static List<String> candidates(FillColumn column, int n) {
        List<String> own = Values.of(column.type(), n);
        TypeInfo wanted = column.wantedType();
        if (wanted == null) return own;
        List<String> other = Values.of(wanted, n);
        Set<String> ordered = new LinkedHashSet<>(own);
        ordered.retainAll(other);
        if (column.type().isText()) ordered.addAll(other);
        ordered.addAll(own);
        return List.copyOf(ordered);
    }

    // ---- other values for a check

    private List<Map<String, @Nullable String>> alternatives(
            String constraint, int number, Map<String, @Nullable String> row) {
        List<FillColumn> columns = columnsOf(constraint);
        String text = textOf(constraint);
        int each = columns.size() <= 1 ? TRIES : columns.size() == 2 ? 20 : 7;
        List<Map<String, @Nullable String>> combinations =
                new ArrayList<>(List.of(new HashMap<>()));
        for (FillColumn column : columns) {
            List<@Nullable String> values =
                    alternatives(column, text, number, row.get(column.name()));
            List<Map<String, @Nullable String>> longer = new ArrayList<>();
            for (Map<String, @Nullable String> one : combinations)
                for (@Nullable String value : values.subList(0, Math.min(each, values.size())))
                    if (longer.size() < TRIES) longer.add(with(one, column.name(), value));
            combinations = longer;
        }
        return combinations;
    }

    private static Map<String, @Nullable String> with(
            Map<String, @Nullable String> row, String column, @Nullable String value) {
        Map<String, @Nullable String> more = new HashMap<>(row);
        more.put(column, value);
        return more;
    }

    private List<FillColumn> columnsOf(String constraint) {
        List<String> names =
                table.checks.stream()
                        .filter(c -> c.name().equals(constraint))
                        .flatMap(c -> c.columns().stream())
                        .toList();
        return table.columns.stream()
                .filter(c -> !c.generated() && c.sequence() == null)
                .filter(c ->
                        names.isEmpty()
                                ? !c.type().checks().isBlank() || !table.bounds.isEmpty()
                                : names.contains(c.name()))
                .toList();
    }

    private String textOf(String constraint) {
        return table.checks.stream()
                        .filter(c -> c.name().equals(constraint))
                        .map(Check::definition)
                        .collect(Collectors.joining(" "))
                + String.join(" ", table.bounds);
    }

    private List<@Nullable String> alternatives(
            FillColumn column, String text, int number, @Nullable String now) {
        Set<@Nullable String> values = new LinkedHashSet<>();
        boolean refers =
                table.foreignKeys.stream().anyMatch(k -> k.columns().contains(column.name()));
        if (refers) values.add(now);
        if (!refers) {
            List<String> constants = Values.in(text + " " + column.type().checks());
            int size = constants.size();
            IntStream.range(0, size)
                    .forEach(i -> values.add(constants.get((i + number - 1) % size)));
            values.addAll(candidates(column, number));
            values.removeIf(v -> v != null && !fits(column.type(), v));
        }
        if (!column.notNull()) values.add(null);
        return new ArrayList<>(values);
    }

    /// A text that the type's input refuses would end the search with another error.
    private static boolean fits(TypeInfo type, String value) {
        return switch (type.name()) {
            case "int2", "int4", "int8" -> value.matches("-?\\d{1,4}");
            case "numeric", "float4", "float8" -> value.matches("-?\\d{1,9}(\\.\\d+)?");
            case "bool" -> value.matches("true|false|t|f");
            case "date", "timestamp", "timestamptz" -> value.matches("\\d{4}-\\d\\d-\\d\\d.*");
            case "uuid" -> value.matches("[0-9a-f-]{36}");
            case "varchar", "bpchar" ->
                    type.modifier() < 4 || value.length() <= type.modifier() - 4;
            case "text", "citext" -> true;
            default ->
                    type.sort() == 'e'
                            ? type.labels().contains(value)
                            : Values.of(type, 1).contains(value)
                                    || Values.of(type, 2).contains(value)
                                    || Values.of(type, 3).contains(value);
        };
    }
}
