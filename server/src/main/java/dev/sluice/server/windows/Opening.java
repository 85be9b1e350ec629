package dev.sluice.server.windows;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Whether an environment may be rolled out to at an instant.
public sealed interface Opening {
    /// `until` is null where it never shuts, or not within the days that are looked ahead.
    record Open(@Nullable ZonedDateTime until) implements Opening {}

    /// `gate` is `window` or `freeze`. `until` is the end of what shuts it, `opens` the next
    /// opening, which a freeze may push further; null where there is none in sight.
    record Shut(
            String gate,
            @Nullable ZonedDateTime until,
            String reason,
            @Nullable ZonedDateTime opens)
            implements Opening {
        /// Whole sentences for people: what shuts it and when it opens.
        public String sentence(String environment) {
            String shut =
                    gate.equals("freeze") && until != null
                            ? "%s is frozen until %s: %s."
                                    .formatted(environment, words(until), bare(reason))
                            : environment + " is outside of its maintenance windows.";
            return shut + " " + next();
        }

        private String next() {
            if (opens == null)
                return "It never opens within the next " + Schedule.LOOK_DAYS + " days.";
            return opens.equals(until) && gate.equals("freeze")
                    ? "It opens then."
                    : "It opens next on " + words(opens) + ".";
        }

        private static String bare(String text) {
            return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        }
    }

    DateTimeFormatter WORDS =
            DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm xxx '('VV')'", Locale.ENGLISH);

    /// `Sat 5 Dec 2026 22:00 +01:00 (Europe/Berlin)`.
    static String words(ZonedDateTime at) {
        return WORDS.format(at);
    }
}
