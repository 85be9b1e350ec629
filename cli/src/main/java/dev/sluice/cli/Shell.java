package dev.sluice.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/// What a command is run in. `interactive` only where a person sits at a terminal on both ends.
record Shell(
        Path cwd,
        Map<String, String> env,
        BufferedReader in,
        PrintStream out,
        PrintStream err,
        boolean interactive) {
    private static final char ESCAPE = 27;

    /// Data: what another program may read.
    void data(String text) {
        out.println(text);
    }

    /// Talk: for the person.
    void say(String text) {
        err.println(safe(text));
    }

    /// A yes or no. Without a terminal it is for the caller to refuse.
    boolean asks(String question) {
        err.print(safe(question) + " [y/N] ");
        err.flush();
        try {
            String answer = in.readLine();
            return answer != null
                    && answer.strip().toLowerCase(java.util.Locale.ROOT).startsWith("y");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String bold(String text) {
        return colours() ? ESCAPE + "[1m" + text + ESCAPE + "[0m" : text;
    }

    private boolean colours() {
        return interactive && !env.containsKey("NO_COLOR") && !"dumb".equals(env.get("TERM"));
    }

    static String counted(long n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }

    /// Names come from databases: control characters must not reach a terminal.
    static String safe(String text) {
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean harmless = c == '\n' || c == '\t' || !Character.isISOControl(c);
            boolean turns = c >= '\u202A' && c <= '\u202E' || c >= '\u2066' && c <= '\u2069';
            if (harmless && !turns) out.append(c);
            else out.append(String.format("\\u%04x", (int) c));
        }
        return out.toString();
    }
}
