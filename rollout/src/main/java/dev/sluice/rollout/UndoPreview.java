package dev.sluice.rollout;

import dev.sluice.ledger.Ledger;
import dev.sluice.ledger.LedgerRow;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnName;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// What an undo will take away, counted on the live database before it starts. `later` are the tags
/// of migrations that stand on top and have to be undone first; `notUndoable` have no way back.
public record UndoPreview(List<Loss> losses, List<String> later, List<String> notUndoable) {
    /// `rows` rows of a table, or values of a column, that do not come back.
    public record Loss(ObjectId object, long rows) {
        public String words() {
            String what = object.member().isEmpty() ? "row" : "value";
            return object.words()
                    + ": "
                    + rows
                    + " "
                    + what
                    + (rows == 1 ? "" : "s")
                    + " will be gone";
        }
    }

    public UndoPreview {
        losses = List.copyOf(losses);
        later = List.copyOf(later);
        notUndoable = List.copyOf(notUndoable);
    }

    /// Counts from the catalogs around the migrations; without them nothing is known to be lost, so
    /// give them.
    public static UndoPreview of(Connection live, String project, List<RunMigration> migrations)
            throws SQLException {
        Ledger ledger = Ledger.read(live, project);
        List<RunMigration> standing =
                migrations.stream().filter(m -> ledger.stands(m.digest())).toList();
        return new UndoPreview(
                losses(live, standing),
                Pending.later(ledger.standing(), standing).stream().map(LedgerRow::tag).toList(),
                standing.stream()
                        .filter(m -> m.downStatements() == null)
                        .map(RunMigration::tag)
                        .toList());
    }

    private static List<Loss> losses(Connection live, List<RunMigration> standing)
            throws SQLException {
        if (standing.isEmpty()) return List.of();
        Catalog from = standing.getLast().after();
        Catalog to = standing.getFirst().before();
        if (from == null || to == null) return List.of();
        List<Loss> losses = new ArrayList<>();
        for (Table table : from.all(Table.class)) {
            var kept = to.table(table.name());
            if (kept.isEmpty())
                losses.add(
                        new Loss(
                                table.id(),
                                count(live, "SELECT count(*) FROM " + table.name().quoted())));
            else losses.addAll(columns(live, table, kept.get()));
        }
        return losses;
    }

    private static List<Loss> columns(Connection live, Table table, Table kept)
            throws SQLException {
        List<Loss> losses = new ArrayList<>();
        for (Column column : table.columns())
            if (column.generated() == null && kept.column(column.name()).isEmpty())
                losses.add(
                        new Loss(
                                new ColumnName(table.name(), column.name()).id(),
                                count(
                                        live,
                                        "SELECT count("
                                                + column.name().quoted()
                                                + ") FROM "
                                                + table.name().quoted())));
        return losses;
    }

    private static long count(Connection live, String sql) throws SQLException {
        try (var query = live.createStatement();
                ResultSet row = query.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
