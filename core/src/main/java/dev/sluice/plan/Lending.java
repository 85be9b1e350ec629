package dev.sluice.plan;

import dev.sluice.diff.ColumnDifference;
import dev.sluice.schema.Column;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Table;
import dev.sluice.sql.ColumnSql;
import dev.sluice.sql.PieceId;
import dev.sluice.sql.TableSql;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A column that a standing table is to inherit from a parent which has it already. INHERIT only
/// takes up what is the table's own, and leaves it so (tablecmds.c, MergeAttributesIntoExisting): a
/// table of a moment gives the column first and is let go once the parent gives it too.
final class Lending {
    private Lending() {}

    /// Whether the link to the parent, made in this plan, brings the column.
    static boolean lends(Draft draft, ColumnDifference.Add d) {
        Table table = Columns.tableOf(draft.to, d.table()).orElseThrow();
        List<PieceId> links =
                table.partitioning().inherits().stream()
                        .filter(p -> hasColumn(draft, p, d.after()))
                        .map(p -> TableSql.inherits(table, p))
                        .toList();
        if (links.size() != 1 || draft.from.find(links.getFirst()) != null) return false;
        draft.lent.computeIfAbsent(links.getFirst(), _ -> new ArrayList<>()).add(d);
        return true;
    }

    private static boolean hasColumn(Draft draft, QualifiedName table, Column c) {
        return Columns.tableOf(draft.to, table).flatMap(t -> t.column(c.name())).isPresent();
    }

    static boolean isLent(Draft draft, PieceId link, PieceId column) {
        return draft.lent.getOrDefault(link, List.of()).stream()
                .anyMatch(d -> PieceId.self(d.id()).equals(column));
    }

    static List<Step> before(Draft draft, PieceId link) {
        var steps = new ArrayList<Step>();
        for (ColumnDifference.Add d : draft.lent.getOrDefault(link, List.of())) {
            Column c = d.after();
            QualifiedName lender = lender(draft, d.table());
            if (steps.isEmpty()) {
                steps.add(step(d, "CREATE TABLE " + lender.quoted() + " ()", List.of()));
                steps.add(step(d, inherit(d.table(), lender, "INHERIT "), List.of()));
            }
            List<Hazard> hazards =
                    ColumnHazards.added(draft, PieceId.self(d.id()), c.defaultExpression() != null);
            String add = ColumnSql.add(lender, c, true, "");
            steps.add(step(d, add, c.notNull() ? List.of() : hazards));
            if (c.notNull())
                steps.add(step(d, ColumnSql.alter(d.table(), c.name(), "SET NOT NULL"), hazards));
        }
        return steps;
    }

    static List<Step> after(Draft draft, PieceId link) {
        return draft.lent.getOrDefault(link, List.of()).stream()
                .limit(1)
                .flatMap(d -> letGo(d, lender(draft, d.table())))
                .toList();
    }

    private static Stream<Step> letGo(ColumnDifference.Add d, QualifiedName lender) {
        return Stream.of(
                step(d, inherit(d.table(), lender, "NO INHERIT "), List.of()),
                step(d, "DROP TABLE " + lender.quoted(), List.of()));
    }

    private static String inherit(QualifiedName table, QualifiedName lender, String word) {
        return TableSql.alter(table, word + lender.quoted());
    }

    private static Step step(ColumnDifference.Add d, String sql, List<Hazard> hazards) {
        return new Step(
                sql,
                "lend " + d.id().words() + " until it is inherited",
                TransactionMode.TRANSACTIONAL,
                hazards);
    }

    private static QualifiedName lender(Draft draft, QualifiedName table) {
        return new FreeNames(draft).beside(table, "lends");
    }
}
