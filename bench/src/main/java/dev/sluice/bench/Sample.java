package dev.sluice.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Which cases of a corpus are run: those whose name holds `--only REGEX`, and of these each N-th
/// by `--every N`, from the K-th on by `--offset K`.
record Sample(Pattern only, int every, int offset) {
    static Sample of(String[] arguments) {
        return new Sample(
                Pattern.compile(option(arguments, "--only", "")),
                Integer.parseInt(option(arguments, "--every", "1")),
                Integer.parseInt(option(arguments, "--offset", "0")));
    }

    static String option(String[] arguments, String name, String fallback) {
        for (int i = 1; i + 1 < arguments.length; i++)
            if (arguments[i].equals(name)) return arguments[i + 1];
        return fallback;
    }

    <T> List<T> from(List<T> all, Function<T, String> name) {
        List<T> named = all.stream().filter(c -> only.matcher(name.apply(c)).find()).toList();
        var chosen = new ArrayList<T>();
        for (int i = offset; i < named.size(); i += every) chosen.add(named.get(i));
        return chosen;
    }
}
