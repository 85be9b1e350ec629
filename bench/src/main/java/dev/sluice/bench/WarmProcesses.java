package dev.sluice.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/// What commands of a checkout have left behind for the next.
final class WarmProcesses {
    private WarmProcesses() {}

    static List<Long> of(Path root) {
        Predicate<String> isOne =
                line ->
                        line.contains("dev.sluice.cli.WarmProcess")
                                && line.contains(" -Dsluice.home=" + root + " ");
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(p -> isOne.test(Processors.commandLine(p)))
                .toList();
    }

    static double processorSeconds(Path root) throws IOException {
        double seconds = 0;
        for (long process : of(root)) seconds += Processors.of(process);
        return seconds;
    }
}
