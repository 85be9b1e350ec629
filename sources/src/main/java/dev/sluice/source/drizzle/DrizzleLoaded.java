package dev.sluice.source.drizzle;

import dev.sluice.source.Problem;
import java.util.List;

/// `warnings` of a schema that loads are sentences, each with its file, about what is skipped.
public sealed interface DrizzleLoaded {
    record Ok(DrizzleSchema schema, List<Problem> warnings) implements DrizzleLoaded {
        public Ok {
            warnings = List.copyOf(warnings);
        }
    }

    record Broken(List<Problem> problems) implements DrizzleLoaded {
        public Broken {
            problems = List.copyOf(problems);
        }
    }
}
