package dev.sluice.plan;

import dev.sluice.schema.Constraint;
import dev.sluice.schema.ConstraintKind;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.sql.ConstraintSql;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

final class ConstraintHazards {
    private ConstraintHazards() {}

    static List<Hazard> of(Draft draft, QualifiedName table, Constraint c) {
        String why =
                switch (c.kind()) {
                    case PRIMARY_KEY -> "it fails while a row has no value there or two are equal";
                    case UNIQUE, EXCLUSION -> "it fails while two rows collide";
                    case FOREIGN_KEY -> "it fails while a row points at none";
                    case CHECK -> "it fails while a row breaks the rule";
                    case NOT_NULL -> "it fails while a row holds no value there";
                };
        if (isEmpty(draft, table, c) && nullable(draft, table, c)) return List.of();
        return List.of(
                new Hazard(
                        HazardKind.MAY_FAIL_ON_EXISTING_DATA,
                        ObjectId.member(Kind.CONSTRAINT, table, c.name()).words(),
                        why,
                        "mend such rows first",
                        counting(table, c)));
    }

    /// Whether no row has a value that the constraint could be broken by: one that is new here has
    /// none, and MATCH FULL wants all or none.
    private static boolean isEmpty(Draft draft, QualifiedName table, Constraint c) {
        Predicate<Identifier> isNew = n -> draft.created.contains(Columns.piece(table, n));
        if (c.kind() == ConstraintKind.CHECK || isNullEqual(c)) return false;
        return isMatchFull(c)
                ? c.columns().stream().allMatch(isNew)
                : c.columns().stream().anyMatch(isNew);
    }

    private static boolean isMatchFull(Constraint c) {
        return c.kind() == ConstraintKind.FOREIGN_KEY && c.definition().contains(") MATCH FULL");
    }

    private static boolean isNullEqual(Constraint c) {
        return c.definition().startsWith("UNIQUE NULLS NOT DISTINCT ");
    }

    /// A column that is new here and may be empty is empty in every row.
    private static boolean nullable(Draft draft, QualifiedName table, Constraint c) {
        return c.columns().stream()
                .flatMap(n -> Columns.find(draft.to, Columns.piece(table, n).object()).stream())
                .noneMatch(k -> k.notNull() || k.defaultExpression() != null);
    }

    private static @Nullable String counting(QualifiedName table, Constraint c) {
        return switch (c.kind()) {
            case PRIMARY_KEY, UNIQUE -> duplicates(table, c.columns(), null, isNullEqual(c));
            case FOREIGN_KEY -> orphans(table, c);
            case CHECK -> breakers(table, c.definition());
            case EXCLUSION -> null;
            case NOT_NULL ->
                    "SELECT count(*) FROM %s WHERE %s IS NULL"
                            .formatted(table.quoted(), Hazards.names(c.columns()));
        };
    }

    static String duplicates(
            QualifiedName table,
            List<Identifier> columns,
            @Nullable String predicate,
            boolean nullEqual) {
        String names = Hazards.names(columns);
        var where = new ArrayList<String>();
        if (!nullEqual) columns.forEach(c -> where.add(c.quoted() + " IS NOT NULL"));
        if (predicate != null) where.add("(" + predicate + ")");
        return "SELECT count(*) FROM (SELECT 1 FROM %s%s GROUP BY %s HAVING count(*) > 1) d"
                .formatted(
                        table.quoted(),
                        where.isEmpty() ? "" : " WHERE " + String.join(" AND ", where),
                        names);
    }

    private static @Nullable String orphans(QualifiedName table, Constraint c) {
        List<Identifier> others = ConstraintSql.referenced(c);
        if (c.references() == null || others.size() != c.columns().size()) return null;
        var where = new ArrayList<String>();
        var match = new ArrayList<String>();
        for (int i = 0; i < others.size(); i++) {
            where.add("t." + c.columns().get(i).quoted() + " IS NOT NULL");
            match.add("r." + others.get(i).quoted() + " = t." + c.columns().get(i).quoted());
        }
        return "SELECT count(*) FROM %s t WHERE %s AND NOT EXISTS (SELECT FROM %s r WHERE %s)"
                .formatted(
                        table.quoted(),
                        isMatchFull(c)
                                ? "(" + String.join(" OR ", where) + ")"
                                : String.join(" AND ", where),
                        c.references().quoted(),
                        String.join(" AND ", match));
    }

    private static @Nullable String breakers(QualifiedName table, String definition) {
        int open = definition.indexOf('(');
        int close = definition.lastIndexOf(')');
        if (open < 0 || close < open) return null;
        return "SELECT count(*) FROM %s WHERE NOT %s"
                .formatted(table.quoted(), definition.substring(open, close + 1));
    }
}
