package dev.sluice.testkit.generated;

import java.util.List;

/// Two schemas, and the edits that lead from the one to the other, in words.
public record GeneratedPair(
        long seed, GeneratedSchema from, GeneratedSchema to, List<String> edits) {
    public GeneratedPair {
        edits = List.copyOf(edits);
    }
}
