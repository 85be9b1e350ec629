package dev.sluice.server.rollouts;

import java.util.List;

/// How far a stage has come with its databases, and whose turn is next: its runs and its pace alone
/// decide, so that every server decides the same.
public record Fleet(Rollout.Stage stage) {
    /// Empty where the stage has one database only.
    public String words() {
        if (all() < 2) return "";
        var words = new StringBuilder(done() + " of " + all() + " databases are done");
        if (hasCanary() && !isCanaryDone()) words.append(", the canary is first");
        else if (hasCanary()) words.append(", the canary went well");
        if (batches() > 1)
            words.append(", batch ").append(batch()).append(" of ").append(batches());
        if (!failed().isEmpty() || stage.stopAfter() > 1)
            words.append(", ")
                    .append(failed().size())
                    .append(" failed (")
                    .append(stage.stopAfter())
                    .append(stage.stopAfter() == 1 ? " stops)" : " stop)");
        return words.append('.').toString();
    }

    public long all() {
        return stage.runs().stream().filter(r -> !r.state().equals("skipped")).count();
    }

    public long done() {
        return stage.runs().stream().filter(Rollout.Run::isDone).count();
    }

    public List<Rollout.Run> failed() {
        return stage.runs().stream().filter(Rollout.Run::isFailed).toList();
    }

    public boolean hasCanary() {
        return stage.runs().stream().anyMatch(r -> isOf(r, 0));
    }

    /// Also where there is none.
    public boolean isCanaryDone() {
        return stage.runs().stream().filter(r -> isOf(r, 0)).allMatch(Rollout.Run::isDone);
    }

    public int batches() {
        return stage.runs().stream().mapToInt(Rollout.Run::wave).max().orElse(0);
    }

    /// The first that has something to do; 0 while the canary has.
    public int batch() {
        return stage.runs().stream()
                .filter(r -> r.due() || r.isLeft())
                .mapToInt(Rollout.Run::wave)
                .min()
                .orElse(batches());
    }

    private static boolean isOf(Rollout.Run run, int wave) {
        return run.wave() == wave && !run.state().equals("skipped");
    }

    List<Rollout.Run> underWay() {
        return stage.runs().stream().filter(Rollout.Run::due).toList();
    }

    List<Rollout.Run> left() {
        return stage.runs().stream().filter(Rollout.Run::isLeft).toList();
    }

    /// Too many failed, or one of the canary.
    boolean isFailed() {
        return failed().size() >= stage.stopAfter()
                || failed().stream().anyMatch(r -> r.wave() == 0);
    }

    /// How many more may be under way.
    int room() {
        return Math.max(0, stage.parallel() - underWay().size());
    }

    /// Those that may begin now where there is room, in order: of the first batch that has
    /// something to do, and only once nothing of an earlier one is under way.
    List<Rollout.Run> next() {
        if (stage.stopAsked() || isFailed() || room() == 0) return List.of();
        int open = batch();
        return left().stream().filter(r -> r.wave() == open).toList();
    }
}
