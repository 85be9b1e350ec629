package dev.sluice.project;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The variables that texts of the project may refer to as `${NAME}`. Values are secrets: they are
/// in no text that this makes about itself.
public record Environment(Map<String, String> values) {
    private static final Pattern REFERENCE =
            Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}");

    public Environment {
        values = Map.copyOf(values);
    }

    /// @throws ProjectBroken naming the variable that is not set
    public String expand(String text, String file) {
        Matcher m = REFERENCE.matcher(text);
        return m.replaceAll(r -> Matcher.quoteReplacement(value(r.group(1), r.group(2), file)));
    }

    private String value(
            String name, @org.jspecify.annotations.Nullable String otherwise, String file) {
        String value = values.get(name);
        if (value != null && !value.isEmpty()) return value;
        if (otherwise != null) return otherwise;
        throw ProjectBroken.of(
                file,
                "the environment variable " + name + " is not set.",
                "Set it and run this again.");
    }

    @Override
    public String toString() {
        return "Environment" + values.keySet();
    }
}
