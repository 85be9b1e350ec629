package dev.sluice.diff;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Values in one line for people.
final class Words {
    private static final int LONGEST = 120;

    private Words() {}

    static String change(@Nullable Object before, @Nullable Object after) {
        return value(before) + " → " + value(after);
    }

    static String value(@Nullable Object value) {
        if (value == null) return "none";
        String line = value.toString().strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }

    static String list(List<String> values) {
        return values.stream().map(v -> "'" + v + "'").collect(Collectors.joining(", "));
    }
}
