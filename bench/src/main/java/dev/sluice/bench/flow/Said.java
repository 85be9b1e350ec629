package dev.sluice.bench.flow;

/// How a command ended and what it printed, standard output and error together.
record Said(String command, int exit, String text) {
    Said ends(int wanted) {
        if (exit != wanted)
            throw new Broken(
                    "`%s` ended with %d and not with %d:%n%s"
                            .formatted(command, exit, wanted, text));
        return this;
    }

    Said says(String... parts) {
        for (String part : parts)
            if (!text.contains(part))
                throw new Broken("`%s` did not say \"%s\":%n%s".formatted(command, part, text));
        return this;
    }

    /// The number of the change that the text begins with.
    int change() {
        var number = java.util.regex.Pattern.compile("(?m)^#(\\d+) ").matcher(text);
        if (!number.find()) throw new Broken("`%s` named no change:%n%s".formatted(command, text));
        return Integer.parseInt(number.group(1));
    }

    /// The story did not go as it is told.
    static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1;

        Broken(String message) {
            super(message);
        }
    }
}
