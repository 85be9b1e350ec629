package dev.sluice.rollout;

/// Is told of a run as it goes, on the thread that runs it; must not throw and must be quick.
@FunctionalInterface
public interface RunListener {
    RunListener SILENT = _ -> {};

    void on(RunEvent event);
}
