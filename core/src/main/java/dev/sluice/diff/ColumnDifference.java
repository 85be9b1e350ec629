package dev.sluice.diff;

import dev.sluice.schema.Column;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import org.jspecify.annotations.Nullable;

/// Columns of a table that stands on both sides.
public sealed interface ColumnDifference extends Difference {
    record Add(QualifiedName table, Column after) implements ColumnDifference {
        @Override
        public ObjectId id() {
            return ObjectId.member(Kind.COLUMN, table, after.name());
        }

        @Override
        public String words() {
            return id().words() + ": new, " + after.type();
        }
    }

    record Drop(QualifiedName table, Column before) implements ColumnDifference {
        @Override
        public ObjectId id() {
            return ObjectId.member(Kind.COLUMN, table, before.name());
        }

        @Override
        public String words() {
            return id().words() + ": dropped";
        }
    }

    /// Type or collation.
    record ChangeType(QualifiedName table, Column before, Column after)
            implements ColumnDifference {
        @Override
        public ObjectId id() {
            return ObjectId.member(Kind.COLUMN, table, after.name());
        }

        @Override
        public String words() {
            return id().words() + ": type " + Words.change(type(before), type(after));
        }
    }

    record ChangeNotNull(QualifiedName table, Column before, Column after)
            implements ColumnDifference {
        @Override
        public ObjectId id() {
            return ObjectId.member(Kind.COLUMN, table, after.name());
        }

        @Override
        public String words() {
            return id().words() + (after.notNull() ? ": not null" : ": nullable");
        }
    }

    record ChangeDefault(QualifiedName table, Column before, Column after)
            implements ColumnDifference {
        @Override
        public ObjectId id() {
            return ObjectId.member(Kind.COLUMN, table, after.name());
        }

        @Override
        public String words() {
            return id().words()
                    + ": default "
                    + Words.change(before.defaultExpression(), after.defaultExpression());
        }
    }

    record ChangeIdentity(QualifiedName table, Column before, Column after)
            implements ColumnDifference {
        @Override
        public ObjectId id() {
            return ObjectId.member(Kind.COLUMN, table, after.name());
        }

        @Override
        public String words() {
            return id().words() + ": identity " + Words.change(identity(before), identity(after));
        }
    }

    record ChangeGenerated(QualifiedName table, Column before, Column after)
            implements ColumnDifference {
        @Override
        public ObjectId id() {
            return ObjectId.member(Kind.COLUMN, table, after.name());
        }

        @Override
        public String words() {
            return id().words()
                    + ": generated "
                    + Words.change(generated(before), generated(after));
        }
    }

    record ChangeStorage(QualifiedName table, Column before, Column after)
            implements ColumnDifference {
        @Override
        public ObjectId id() {
            return ObjectId.member(Kind.COLUMN, table, after.name());
        }

        @Override
        public String words() {
            return id().words() + ": storage " + Words.change(before.storage(), after.storage());
        }
    }

    record ChangeCompression(QualifiedName table, Column before, Column after)
            implements ColumnDifference {
        @Override
        public ObjectId id() {
            return ObjectId.member(Kind.COLUMN, table, after.name());
        }

        @Override
        public String words() {
            return id().words()
                    + ": compression "
                    + Words.change(before.compression(), after.compression());
        }
    }

    record ChangeStatistics(QualifiedName table, Column before, Column after)
            implements ColumnDifference {
        @Override
        public ObjectId id() {
            return ObjectId.member(Kind.COLUMN, table, after.name());
        }

        @Override
        public String words() {
            return id().words()
                    + ": statistics target "
                    + Words.change(before.statistics(), after.statistics());
        }
    }

    /// Named, not planned.
    record ChangeOrigin(QualifiedName table, Column before, Column after)
            implements ColumnDifference {
        @Override
        public ObjectId id() {
            return ObjectId.member(Kind.COLUMN, table, after.name());
        }

        @Override
        public String words() {
            return id().words() + (after.local() ? ": declared here" : ": inherited");
        }
    }

    private static String type(Column c) {
        return c.type() + (c.collation() == null ? "" : " collate " + c.collation());
    }

    private static @Nullable String identity(Column c) {
        if (c.identity() == null) return null;
        return (c.identity().always() ? "always " : "by default ")
                + c.identity().sequence()
                + " "
                + c.identity().options();
    }

    private static @Nullable String generated(Column c) {
        if (c.generated() == null) return null;
        return c.generated().expression() + (c.generated().stored() ? " stored" : " virtual");
    }
}
