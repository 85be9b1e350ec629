package dev.sluice.source.drizzle;

import dev.sluice.source.Problem;
import java.nio.file.Path;
import java.util.List;

/// What is to be repaired in the imports of schema files. A file that is fine is in no list.
public sealed interface DrizzleRepair {
    /// `notes` are sentences about what a person should look at; nothing is wrong with them.
    record Known(List<Repaired> files, List<Problem> notes) implements DrizzleRepair {
        public Known {
            files = List.copyOf(files);
            notes = List.copyOf(notes);
        }
    }

    /// What only a person can decide, or a file that does not parse.
    record Undecided(List<Problem> problems) implements DrizzleRepair {
        public Undecided {
            problems = List.copyOf(problems);
        }
    }

    /// A file's text, the text that it should have, and why, by lines of the former.
    record Repaired(Path file, String before, String after, List<Reason> reasons) {
        public Repaired {
            reasons = List.copyOf(reasons);
        }
    }

    record Reason(int line, String message) {}
}
