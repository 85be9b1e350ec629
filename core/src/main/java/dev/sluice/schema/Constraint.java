package dev.sluice.schema;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `definition` is pg_get_constraintdef()'s text: complete with INCLUDE, NULLS NOT DISTINCT,
/// DEFERRABLE, NO INHERIT, NOT VALID. `columns` are the constrained ones in key order (empty for an
/// expression); `references` the table of a foreign key. `local` is false for what a parent table
/// gave. A key of a partitioned table of which not every partition has a part is not `validated`.
///
/// A not-null constraint of 18+ is [Column#notNull]; it is here as well where its name, being
/// declared beside a parent's, or a comment has to be said, and here alone where it is NO INHERIT
/// or NOT VALID. A domain's (17+) likewise.
public record Constraint(
        Identifier name,
        ConstraintKind kind,
        List<Identifier> columns,
        String definition,
        @Nullable QualifiedName references,
        boolean validated,
        boolean local,
        @Nullable String comment) {
    public Constraint {
        columns = List.copyOf(columns);
    }

    private static final Pattern MADE_UP = Pattern.compile(".*_not_null\\d*", Pattern.DOTALL);

    /// Whether [Column#notNull] or [Domain#notNull] says it, but for its name.
    public boolean isPlainNotNull() {
        return kind == ConstraintKind.NOT_NULL && validated && !definition.endsWith(" NO INHERIT");
    }

    /// Whether nobody said anything of this plain not-null constraint: its name is a parent's, or
    /// one that PostgreSQL made up, maybe for a table or column that was called otherwise then. Two
    /// schemas don't differ in that.
    public boolean isUnsaid() {
        return isPlainNotNull()
                && comment == null
                && (!local || MADE_UP.matcher(name.text()).matches());
    }
}
