package dev.sluice.author;

import dev.sluice.diff.Rename;
import dev.sluice.folder.NewMigration;
import dev.sluice.plan.Plan;
import dev.sluice.proof.Proof;
import dev.sluice.source.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of comparing a declared schema with a folder.
public sealed interface Authored {
    /// The folder makes just what is declared.
    record NothingToDo() implements Authored {}

    /// Ready to be written; `proof` is null only where proving was skipped.
    record Ready(String tag, NewMigration migration, Plan plan, @Nullable Proof proof)
            implements Authored {}

    /// A person has to say which of these are renames.
    record Undecided(List<Rename> candidates) implements Authored {
        public Undecided {
            candidates = List.copyOf(candidates);
        }
    }

    /// The source cannot be read, or does not load.
    record SourceBroken(List<Problem> problems) implements Authored {
        public SourceBroken {
            problems = List.copyOf(problems);
        }
    }

    /// There is no plan that is right; each reason is a whole sentence.
    record Refused(List<String> reasons) implements Authored {
        public Refused {
            reasons = List.copyOf(reasons);
        }
    }

    /// Planned, but the proof failed; `--unproven` is the way on.
    record NotProven(Plan plan, Proof proof) implements Authored {}
}
