package dev.sluice.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// What processes have used of the machine, as Linux counts it (proc(5)).
final class Processors {
    private static final double TICKS_PER_SECOND = 100;
    private static final int USER = 13;
    private static final int USER_OF_CHILDREN = 15;

    private Processors() {}

    /// Processor seconds of the programs that this one has started and that have ended.
    static double endedChildren() throws IOException {
        return seconds("self", USER_OF_CHILDREN);
    }

    /// Of a process that runs, and of its own that have ended.
    static double of(long process) throws IOException {
        return seconds("" + process, USER) + seconds("" + process, USER_OF_CHILDREN);
    }

    private static double seconds(String process, int field) throws IOException {
        String stat = Files.readString(Path.of("/proc", process, "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        // counted from the third on
        return (Long.parseLong(fields[field - 2]) + Long.parseLong(fields[field - 1]))
                / TICKS_PER_SECOND;
    }

    /// Empty for one that has ended.
    static String commandLine(long process) {
        return text(process, "cmdline").replace('\0', ' ');
    }

    /// The most memory that a process had resident so far, in MiB; 0 for one that has ended.
    static long peakMemory(long process) {
        return text(process, "status")
                        .lines()
                        .filter(l -> l.startsWith("VmHWM:"))
                        .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")))
                        .sum()
                / 1024;
    }

    private static String text(long process, String file) {
        try {
            return Files.readString(Path.of("/proc", "" + process, file));
        } catch (NoSuchFileException _) {
            return "";
        } catch (IOException e) {
            if (!ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false)) return "";
            throw new UncheckedIOException(e);
        }
    }
}
