package dev.sluice.diff;

import dev.sluice.schema.Index;
import dev.sluice.schema.ObjectId;

public sealed interface IndexDifference extends Difference {
    record Replace(Index before, Index after) implements IndexDifference {
        @Override
        public ObjectId id() {
            return after.id();
        }

        @Override
        public String words() {
            return id().words() + ": " + Words.change(text(before), text(after));
        }
    }

    private static String text(Index i) {
        return i.definition() + (i.valid() ? "" : " (invalid)");
    }
}
