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
    /// PostgreSQL keeps it where the type has a limit or is a domain.
    private static final Pattern NULL = Pattern.compile("\\(*NULL\\b[^+|]*");

    private ColumnHazards() {}

    static List<Hazard> dropped(Draft draft, PieceId id) {
        Column c = Columns.find(draft.from, id.object()).orElseThrow();
        QualifiedName table = Columns.table(id.object());
        if (c.generated() != null) return computed(draft, id, table);
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

    private static List<Hazard> computed(Draft draft, PieceId id, QualifiedName table) {
        if (!draft.created.contains(id)) return List.of(Hazards.breaks(id.object()));
        Column after = Columns.find(draft.to, id.object()).orElseThrow();
        if (after.generated() != null) return List.of();
        return List.of(
                new Hazard(
                        HazardKind.DATA_LOSS,
                        id.object().words(),
                        "its values were computed; the plain column that takes its place starts"
                                + " without them",
                        "fill it from the old expression afterwards",
                        "SELECT count(*) FROM " + table.quoted()));
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
                        || Rewrites.hasRules(draft.to, c)
                        || withDefault && Volatility.ofDefault(draft, table, c);
        if (rewrites) return List.of(rewritten(table, c));
        boolean isLeft = c.defaultExpression() != null && !isNull(c) && !withDefault;
        return isLeft ? List.of(leftEmpty(table, c)) : List.of();
    }

    /// PostgreSQL gives no default to rows that stand where other columns are of the table's row
    /// type, or the default needs the column: it is set once the column is there.
    private static Hazard leftEmpty(QualifiedName table, Column c) {
        return new Hazard(
                HazardKind.BREAKS_RUNNING_CODE,
                ObjectId.member(Kind.COLUMN, table, c.name()).words(),
                "rows that stand hold nothing there: its default is for new rows alone",
                "fill it afterwards",
                "SELECT count(*) FROM " + table.quoted());
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

    static Hazard rewritten(QualifiedName table, Column c) {
        return TableHazards.rewritten(ObjectId.member(Kind.COLUMN, table, c.name()), "");
    }

    static List<Hazard> notNull(Draft draft, QualifiedName table, Column c) {
        var hazards = new ArrayList<Hazard>();
        hazards.add(
                new Hazard(
                        HazardKind.MAY_FAIL_ON_EXISTING_DATA,
                        ObjectId.member(Kind.COLUMN, table, c.name()).words(),
                        "it fails while a row holds no value there",
                        "fill the column first",
                        "SELECT count(*) FROM %s WHERE %s IS NULL"
                                .formatted(table.quoted(), c.name().quoted())));
        hazards.addAll(LockHazards.notNull(draft, table, c.name()));
        return hazards;
    }

    /// `using`: of the step, where it has one.
    static List<Hazard> retyped(
            Draft draft, PieceId id, Column before, Column after, @Nullable String using) {
        QualifiedName table = Columns.table(id.object());
        Column was = UnderDomain.resolved(draft.from, before);
        Column is = UnderDomain.resolved(draft.to, after);
        if (isForeign(draft, table)) return List.of();
        var hazards = new ArrayList<>(values(table, was, is));
        if (hazards.isEmpty()
                && !before.type().equals(after.type())
                && Rewrites.hasRules(draft.to, after))
            hazards.add(
                    new Hazard(
                            HazardKind.MAY_FAIL_ON_EXISTING_DATA,
                            id.object().words(),
                            "it fails while a row holds a value that breaks a rule of "
                                    + after.type(),
                            "mend such values first",
                            null));
        var work = new ArrayList<Hazard>();
        if (Rewrites.by(draft, before, after, using))
            work.add(
                    TableHazards.rewritten(
                            id.object(),
                            Rewrites.dependsOnZone(was, is)
                                    ? " unless the session's time zone is UTC"
                                    : ""));
        else work.addAll(LockHazards.retyped(draft, id, before, after));
        hazards.addAll(work);
        hazards.addAll(LockHazards.keysOf(draft, id, was, is, !work.isEmpty()));
        return hazards;
    }

    private static boolean isForeign(Draft draft, QualifiedName table) {
        return Columns.tableOf(draft.to, table).filter(t -> t.server() != null).isPresent();
    }

    /// What becomes of the values.
    static List<Hazard> values(QualifiedName table, Column before, Column after) {
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
        return hazards;
    }
}
