package dev.sluice.diff;

import dev.sluice.schema.Constraint;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import org.jspecify.annotations.Nullable;

/// Constraints of a table, or names of a domain's, that stands on both sides.
public sealed interface ConstraintDifference extends Difference {
    record Add(QualifiedName table, Constraint after) implements ConstraintDifference {
        @Override
        public ObjectId id() {
            return ObjectId.member(Kind.CONSTRAINT, table, after.name());
        }

        @Override
        public String words() {
            return id().words() + ": new, " + Words.value(after.definition());
        }
    }

    record Drop(QualifiedName table, Constraint before) implements ConstraintDifference {
        @Override
        public ObjectId id() {
            return ObjectId.member(Kind.CONSTRAINT, table, before.name());
        }

        @Override
        public String words() {
            return id().words() + ": dropped";
        }
    }

    record Replace(QualifiedName table, Constraint before, Constraint after)
            implements ConstraintDifference {
        @Override
        public ObjectId id() {
            return ObjectId.member(Kind.CONSTRAINT, table, after.name());
        }

        @Override
        public String words() {
            return id().words() + ": " + Words.change(before.definition(), after.definition());
        }
    }

    /// Nothing but NOT VALID differs.
    record Validate(QualifiedName table, Constraint before, Constraint after)
            implements ConstraintDifference {
        @Override
        public ObjectId id() {
            return ObjectId.member(Kind.CONSTRAINT, table, after.name());
        }

        @Override
        public String words() {
            return id().words() + ": validated";
        }
    }

    /// The not-null constraint of a column, or of a domain (no `column`), is to be called
    /// otherwise.
    record NameNotNull(
            ObjectId id, @Nullable Identifier column, Identifier before, Identifier after)
            implements ConstraintDifference {
        @Override
        public String words() {
            return id.words() + ": not null is called " + Words.change(before, after);
        }
    }
}
