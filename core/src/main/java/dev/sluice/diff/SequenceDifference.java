package dev.sluice.diff;

import dev.sluice.schema.ObjectId;
import dev.sluice.schema.Sequence;
import org.jspecify.annotations.Nullable;

public sealed interface SequenceDifference extends Difference {
    record ChangeOptions(Sequence before, Sequence after) implements SequenceDifference {
        @Override
        public ObjectId id() {
            return after.id();
        }

        @Override
        public String words() {
            return id().words() + ": options " + Words.change(before.options(), after.options());
        }
    }

    record ChangeOwner(Sequence before, Sequence after) implements SequenceDifference {
        @Override
        public ObjectId id() {
            return after.id();
        }

        @Override
        public String words() {
            return id().words() + ": owned by " + Words.change(owner(before), owner(after));
        }
    }

    record ChangeLogged(Sequence before, Sequence after) implements SequenceDifference {
        @Override
        public ObjectId id() {
            return after.id();
        }

        @Override
        public String words() {
            return id().words() + (after.unlogged() ? ": unlogged" : ": logged");
        }
    }

    private static @Nullable String owner(Sequence s) {
        return s.ownedBy() == null ? null : s.ownedBy().table() + "." + s.ownedBy().column();
    }
}
