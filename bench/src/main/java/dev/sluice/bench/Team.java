package dev.sluice.bench;

import dev.sluice.bench.flow.TeamStory;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// `team [FILE]`: two people more and two servers behind a proxy: an approval by two, a freeze, a
/// canary that fails, a server that is killed, a backup that is restored. The transcript goes to
/// the file, or to standard output.
public final class Team {
    private Team() {}

    public static void main(String[] arguments) throws Exception {
        boolean isGood = arguments.length == 0 ? isTold(System.out) : isWritten(arguments[0]);
        System.exit(isGood ? 0 : 1);
    }

    private static boolean isWritten(String file) throws Exception {
        try (var out = new PrintStream(file, StandardCharsets.UTF_8)) {
            return isTold(out);
        }
    }

    private static boolean isTold(PrintStream out) {
        try {
            TeamStory.tell(out).print(out);
            return true;
        } catch (Exception e) {
            out.println();
            out.println("**The story ends here: " + e.getMessage() + "**");
            e.printStackTrace();
            return false;
        }
    }
}
