package dev.sluice.diff;

import dev.sluice.schema.ObjectId;
import org.jspecify.annotations.Nullable;

/// The comment of an object or member that stands on both sides.
public record CommentDifference(ObjectId id, @Nullable String before, @Nullable String after)
        implements Difference {
    @Override
    public String words() {
        return id.words() + ": comment " + Words.change(before, after);
    }
}
