package dev.sluice.source;

import dev.sluice.schema.Catalog;
import java.util.List;

/// How the reading of a declared source ends: a settled catalog, or every problem found.
public sealed interface Loaded {
    record Ok(Catalog catalog) implements Loaded {}

    record Broken(List<Problem> problems) implements Loaded {
        public Broken {
            problems = List.copyOf(problems);
        }
    }
}
