package dev.sluice.plan;

import dev.sluice.diff.ConstraintDifference;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.ConstraintKind;
import dev.sluice.sql.TableSql;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What ALTER CONSTRAINT changes of a foreign key that stands: when it is looked at, and from 18 on
/// whether. <https://www.postgresql.org/docs/18/sql-altertable.html>, ALTER CONSTRAINT.
record KeyInPlace(String key, boolean deferrable, boolean deferred, boolean enforced) {
    private static final int ENFORCED = 18;
    private static final Pattern FORM =
            Pattern.compile(
                    "(FOREIGN KEY .*?)( DEFERRABLE)?( INITIALLY DEFERRED)?( NOT ENFORCED)?");

    static Optional<String> change(Draft draft, ConstraintDifference.Replace d) {
        KeyInPlace was = of(d.before());
        KeyInPlace is = of(d.after());
        if (was == null || is == null || was.equals(is) || !was.key().equals(is.key()))
            return Optional.empty();
        boolean again = was.enforced() != is.enforced();
        if (again && draft.major() < ENFORCED) return Optional.empty();
        String when =
                was.deferrable() == is.deferrable() && was.deferred() == is.deferred()
                        ? ""
                        : (is.deferrable() ? " DEFERRABLE" : " NOT DEFERRABLE")
                                + (is.deferred() ? " INITIALLY DEFERRED" : "");
        String whether = again ? (is.enforced() ? " ENFORCED" : " NOT ENFORCED") : "";
        return Optional.of(
                TableSql.alter(
                        d.table(),
                        "ALTER CONSTRAINT " + d.after().name().quoted() + when + whether));
    }

    /// Whether rows are looked at that were not before.
    static List<Hazard> hazards(Draft draft, ConstraintDifference.Replace d) {
        KeyInPlace was = Objects.requireNonNull(of(d.before()));
        KeyInPlace is = Objects.requireNonNull(of(d.after()));
        if (!is.enforced() || was.enforced()) return List.of();
        var hazards = new ArrayList<>(ConstraintHazards.of(draft, d.table(), d.after()));
        hazards.add(LockHazards.again(draft, d.table(), d.after()));
        return hazards;
    }

    private static @Nullable KeyInPlace of(Constraint c) {
        Matcher m = FORM.matcher(c.definition());
        if (c.kind() != ConstraintKind.FOREIGN_KEY || !c.local() || !m.matches()) return null;
        return new KeyInPlace(
                m.group(1), m.group(2) != null, m.group(3) != null, m.group(4) == null);
    }
}
