package dev.sluice.plan;

import dev.sluice.diff.EnumDifference;
import dev.sluice.schema.Column;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.sql.TypeSql;
import java.util.ArrayList;
import java.util.List;

final class EnumHazards {
    private EnumHazards() {}

    static Hazard added(ObjectId type, String label) {
        return new Hazard(
                HazardKind.MUST_BE_COMMITTED_FIRST,
                type.words(),
                "label '"
                        + label
                        + "' can be used only once this migration is committed; drizzle-orm runs"
                        + " all pending migrations in one transaction",
                "drizzle-orm must have committed this migration before one that uses the label"
                        + " runs",
                null);
    }

    static List<Hazard> moved(QualifiedName table, Column column, EnumDifference.ChangeLabels d) {
        var hazards = new ArrayList<Hazard>();
        String words = ObjectId.member(Kind.COLUMN, table, column.name()).words();
        if (!d.removed().isEmpty())
            hazards.add(
                    new Hazard(
                            HazardKind.MAY_FAIL_ON_EXISTING_DATA,
                            words,
                            "it fails while a row holds the label "
                                    + String.join(
                                            " or ",
                                            d.removed().stream().map(TypeSql::label).toList()),
                            "move such rows to another label first",
                            counting(table, column, d.removed())));
        hazards.add(ColumnHazards.rewritten(table, column));
        return hazards;
    }

    private static String counting(QualifiedName table, Column column, List<String> labels) {
        String list = String.join(", ", labels.stream().map(TypeSql::label).toList());
        String name = column.name().quoted();
        String where =
                Casts.isArray(column.type())
                        ? name + "::text[] && ARRAY[" + list + "]"
                        : name + "::text IN (" + list + ")";
        return "SELECT count(*) FROM " + table.quoted() + " WHERE " + where;
    }
}
