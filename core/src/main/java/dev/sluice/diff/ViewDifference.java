package dev.sluice.diff;

import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.MaterializedView;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.View;
import org.jspecify.annotations.Nullable;

/// Views and materialized views that stand on both sides.
public sealed interface ViewDifference extends Difference {
    /// Query or columns.
    record ChangeQuery(View before, View after) implements ViewDifference {
        @Override
        public ObjectId id() {
            return after.id();
        }

        @Override
        public String words() {
            return id().words() + ": query changed";
        }
    }

    record ChangeOptions(View before, View after) implements ViewDifference {
        @Override
        public ObjectId id() {
            return after.id();
        }

        @Override
        public String words() {
            return id().words() + ": options " + Words.change(before.options(), after.options());
        }
    }

    record ChangeColumnDefault(
            View view, Identifier column, @Nullable String before, @Nullable String after)
            implements ViewDifference {
        @Override
        public ObjectId id() {
            return ObjectId.member(Kind.COLUMN, view.name(), column);
        }

        @Override
        public String words() {
            return id().words() + ": default " + Words.change(before, after);
        }
    }

    /// Query, columns, access method or tablespace.
    record ChangeMaterialized(MaterializedView before, MaterializedView after)
            implements ViewDifference {
        @Override
        public ObjectId id() {
            return after.id();
        }

        @Override
        public String words() {
            return id().words() + ": query changed";
        }
    }

    record ChangeMaterializedOptions(MaterializedView before, MaterializedView after)
            implements ViewDifference {
        @Override
        public ObjectId id() {
            return after.id();
        }

        @Override
        public String words() {
            return id().words() + ": options " + Words.change(before.options(), after.options());
        }
    }

    record ChangePopulated(MaterializedView before, MaterializedView after)
            implements ViewDifference {
        @Override
        public ObjectId id() {
            return after.id();
        }

        @Override
        public String words() {
            return id().words() + (after.populated() ? ": with data" : ": with no data");
        }
    }
}
