package dev.sluice.diff;

import dev.sluice.schema.CompositeType;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.Domain;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import org.jspecify.annotations.Nullable;

/// Domains and composite types that stand on both sides.
public sealed interface TypeDifference extends Difference {
    /// The type below, or the collation.
    record ChangeBase(Domain before, Domain after) implements TypeDifference {
        @Override
        public ObjectId id() {
            return after.id();
        }

        @Override
        public String words() {
            return id().words() + ": type " + Words.change(type(before), type(after));
        }

        private static String type(Domain d) {
            return d.type() + (d.collation() == null ? "" : " collate " + d.collation());
        }
    }

    record ChangeDomainDefault(Domain before, Domain after) implements TypeDifference {
        @Override
        public ObjectId id() {
            return after.id();
        }

        @Override
        public String words() {
            return id().words()
                    + ": default "
                    + Words.change(before.defaultExpression(), after.defaultExpression());
        }
    }

    record ChangeDomainNotNull(Domain before, Domain after) implements TypeDifference {
        @Override
        public ObjectId id() {
            return after.id();
        }

        @Override
        public String words() {
            return id().words() + (after.notNull() ? ": not null" : ": nullable");
        }
    }

    /// One comes, goes or is another.
    record ChangeDomainConstraint(
            Domain domain, Identifier name, @Nullable Constraint before, @Nullable Constraint after)
            implements TypeDifference {
        @Override
        public ObjectId id() {
            return ObjectId.member(Kind.CONSTRAINT, domain.name(), name);
        }

        @Override
        public String words() {
            return id().words() + ": " + Words.change(text(before), text(after));
        }

        private static @Nullable String text(@Nullable Constraint c) {
            return c == null ? null : c.definition();
        }
    }

    record ChangeAttributes(CompositeType before, CompositeType after) implements TypeDifference {
        @Override
        public ObjectId id() {
            return after.id();
        }

        @Override
        public String words() {
            return id().words() + ": attributes changed";
        }
    }
}
