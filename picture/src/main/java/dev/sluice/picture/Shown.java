package dev.sluice.picture;

/// A name as a picture shows it: what can't be seen, or would turn what stands beside it, is
/// written as its number. The result holds nothing that XML refuses but `&`, `<` and quotes.
final class Shown {
    private Shown() {}

    static String of(String name) {
        var text = new StringBuilder(name.length());
        name.codePoints()
                .forEach(c -> {
                    if (isSeen(c)) text.appendCodePoint(c);
                    else text.append("\\u%04x".formatted(c));
                });
        return text.toString();
    }

    private static boolean isSeen(int c) {
        if ((c & 0xFFFE) == 0xFFFE) return false;
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED ->
                    false;
            default -> true;
        };
    }
}
