package dev.sluice.rollout;

/// Is told of a run as it goes, of one thing at a time and in order; must not throw and must be
/// quick.
@FunctionalInterface
public interface RunListener {
    RunListener SILENT = _ -> {};

    void on(RunEvent event);
}
