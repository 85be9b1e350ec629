package dev.sluice.diff;

import dev.sluice.schema.EnumType;
import dev.sluice.schema.ObjectId;
import java.util.ArrayList;
import java.util.List;

public sealed interface EnumDifference extends Difference {
    /// Labels came, went or moved.
    record ChangeLabels(EnumType before, EnumType after) implements EnumDifference {
        @Override
        public ObjectId id() {
            return after.id();
        }

        public List<String> added() {
            return after.labels().stream().filter(l -> !before.labels().contains(l)).toList();
        }

        public List<String> removed() {
            return before.labels().stream().filter(l -> !after.labels().contains(l)).toList();
        }

        /// True where labels were only added, wherever they stand.
        public boolean onlyAdds() {
            var kept = new ArrayList<>(after.labels());
            kept.removeAll(added());
            return kept.equals(before.labels());
        }

        @Override
        public String words() {
            var parts = new ArrayList<String>();
            if (!added().isEmpty()) parts.add("label " + Words.list(added()) + " added");
            if (!removed().isEmpty()) parts.add("label " + Words.list(removed()) + " removed");
            if (parts.isEmpty()) parts.add("order of labels changed");
            return id().words() + ": " + String.join(", ", parts);
        }
    }
}
