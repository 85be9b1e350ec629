package dev.sluice.plan;

import dev.sluice.schema.Column;
import dev.sluice.schema.Domain;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.sql.PieceId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

final class ColumnHazards {
    /// Functions that give one value for the whole statement: no rewrite.
    private static final Pattern STABLE =
            Pattern.compile(
                    "(now|transaction_timestamp|statement_timestamp|timezone|current_setting|lower|upper)\\(");

    /// PostgreSQL keeps it where the type has a limit or is a domain.
    private static final Pattern NULL = Pattern.compile("\\(*NULL\\b[^+|]*");

    private static final Pattern CALL = Pattern.compile("[a-z_\"][a-zA-Z0-9_\"]*\\(");

    private ColumnHazards() {}

    static List<Hazard> dropped(Draft draft, PieceId id) {
        Column c = Columns.find(draft.from, id.object()).orElseThrow();
        if (c.generated() != null)
            return draft.created.contains(id) ? List.of() : List.of(Hazards.breaks(id.object()));
        QualifiedName table = Columns.table(id.object());
        return List.of(
                new Hazard(
                        HazardKind.DATA_LOSS,
                        id.object().words(),
                        "the column goes with its values; the way back restores it empty",
                        "take a copy first if the values matter",
                        "SELECT count(*) FROM %s WHERE %s IS NOT NULL"
                                .formatted(table.quoted(), c.name().quoted())),
                Hazards.breaks(id.object()));
    }

    static List<Hazard> added(Draft draft, PieceId id, boolean withDefault) {
        Column c = Columns.find(draft.to, id.object()).orElseThrow();
        QualifiedName table = Columns.table(id.object());
        if (draft.isNewTable(ObjectId.of(Kind.TABLE, table))) return List.of();
        boolean filled = c.generated() != null || c.identity() != null || withDefault && !isNull(c);
        if ((c.notNull() || isNeverNull(draft, c)) && !filled)
            return List.of(
                    new Hazard(
                            HazardKind.MAY_FAIL_ON_EXISTING_DATA,
                            id.object().words(),
                            "not null without a default: it fails on a table that holds rows",
                            "add it nullable, fill it, set it not null",
                            "SELECT count(*) FROM " + table.quoted()));
        boolean rewrites =
                c.generated() != null && c.generated().stored()
                        || c.identity() != null
                        || withDefault && isVolatile(c.defaultExpression());
        return rewrites ? List.of(rewritten(table, c)) : List.of();
    }

    private static boolean isNull(Column c) {
        return c.defaultExpression() != null && NULL.matcher(c.defaultExpression()).matches();
    }

    /// By its domain.
    private static boolean isNeverNull(Draft draft, Column c) {
        return c.typeId() != null
                && !Casts.isArray(c.type())
                && draft.to.object(c.typeId()).orElse(null) instanceof Domain d
                && d.notNull()
                && (d.defaultExpression() == null || isNull(c));
    }

    private static boolean isVolatile(@Nullable String expression) {
        if (expression == null) return false;
        String bare = expression.replaceAll("'(?:[^']|'')*'", "''");
        return CALL.matcher(STABLE.matcher(bare).replaceAll("(")).find();
    }

    static Hazard rewritten(QualifiedName table, Column c) {
        return new Hazard(
                HazardKind.TABLE_REWRITE,
                ObjectId.member(Kind.COLUMN, table, c.name()).words(),
                "PostgreSQL writes the whole table anew; nothing can read or write it meanwhile",
                "run it when the table is quiet",
                null);
    }

    static List<Hazard> notNull(QualifiedName table, Column c) {
        return List.of(
                new Hazard(
                        HazardKind.MAY_FAIL_ON_EXISTING_DATA,
                        ObjectId.member(Kind.COLUMN, table, c.name()).words(),
                        "it fails while a row holds no value there",
                        "fill the column first",
                        "SELECT count(*) FROM %s WHERE %s IS NULL"
                                .formatted(table.quoted(), c.name().quoted())));
    }

    static List<Hazard> retyped(QualifiedName table, Column before, Column after) {
        var hazards = new ArrayList<Hazard>();
        String words = ObjectId.member(Kind.COLUMN, table, after.name()).words();
        if (Casts.cuts(before, after))
            hazards.add(
                    new Hazard(
                            HazardKind.DATA_LOSS,
                            words,
                            "values are cut or rounded to "
                                    + after.type()
                                    + "; the way back can't restore them",
                            "take a copy of the column first if that matters",
                            "SELECT count(*) FROM %s WHERE %s IS NOT NULL"
                                    .formatted(table.quoted(), after.name().quoted())));
        else if (Casts.narrows(before, after))
            hazards.add(
                    new Hazard(
                            HazardKind.MAY_FAIL_ON_EXISTING_DATA,
                            words,
                            "it fails while a row holds a value that is no " + after.type(),
                            "mend such values first",
                            Casts.counting(table, before, after)));
        if (Casts.rewrites(before, after)) hazards.add(rewritten(table, after));
        return hazards;
    }
}
