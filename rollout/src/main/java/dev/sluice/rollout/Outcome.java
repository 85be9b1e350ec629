package dev.sluice.rollout;

import java.util.List;

/// How a run ended. Of an undo, "applied" means undone. `reason` is whole sentences: what, where,
/// what is now true, what to do next.
public sealed interface Outcome {
    /// All that was asked for stands; `tags` are those that this call did, in order; the ledger had
    /// the others.
    record Applied(List<String> tags) implements Outcome {
        public Applied {
            tags = List.copyOf(tags);
        }
    }

    /// It began and failed; the database is as it was.
    record NothingChanged(String reason) implements Outcome {}

    /// Some migrations stand (or are undone), a later one failed and left nothing; or a part of one
    /// stands, as `reason` says.
    record PartlyApplied(List<String> applied, String reason) implements Outcome {
        public PartlyApplied {
            applied = List.copyOf(applied);
        }
    }

    /// Asked to stop between two migrations; `applied` stand (or are undone), the next was not
    /// begun.
    record Stopped(List<String> applied, String reason) implements Outcome {
        public Stopped {
            applied = List.copyOf(applied);
        }
    }

    /// Not one statement was run.
    record Refused(Gate gate, String reason) implements Outcome {}

    /// The connection was lost while COMMIT of `tag` was under way: ask [Recovery].
    record Unknown(List<String> applied, String tag, String reason) implements Outcome {
        public Unknown {
            applied = List.copyOf(applied);
        }
    }

    default String words() {
        return switch (this) {
            case Applied(List<String> tags) ->
                    tags.isEmpty() ? "nothing was left to do" : "done: " + String.join(", ", tags);
            case NothingChanged(String reason) -> "failed, nothing changed. " + reason;
            case PartlyApplied(List<String> applied, String reason) ->
                    "failed, partly applied"
                            + (applied.isEmpty() ? "" : " (" + String.join(", ", applied) + ")")
                            + ". "
                            + reason;
            case Stopped(List<String> _, String reason) -> "stopped. " + reason;
            case Refused(Gate gate, String reason) -> "refused (" + gate.words() + "). " + reason;
            case Unknown(List<String> _, String tag, String reason) ->
                    "not known yet whether " + tag + " was committed. " + reason;
        };
    }
}
