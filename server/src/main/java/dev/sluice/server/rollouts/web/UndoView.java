package dev.sluice.server.rollouts.web;

import dev.sluice.server.rollouts.Undo;
import java.util.List;
import java.util.stream.Collectors;

/// What stands on the page before an undo: what will be gone, counted a moment ago; `outside` says
/// which environments are shut, which does not hold it.
public record UndoView(
        String changeHref, int number, String title, List<Undo.Loss> losses, List<String> outside) {
    public UndoView {
        losses = List.copyOf(losses);
        outside = List.copyOf(outside);
    }

    public boolean losesData() {
        return losses.stream().anyMatch(l -> !l.words().isEmpty());
    }

    /// `in production first, then in staging`.
    public String order() {
        List<String> stages = losses.stream().map(Undo.Loss::environment).distinct().toList();
        return stages.size() < 2
                ? "in " + String.join("", stages)
                : "in "
                        + stages.getFirst()
                        + " first, then in "
                        + stages.stream().skip(1).collect(Collectors.joining(", then in "));
    }
}
