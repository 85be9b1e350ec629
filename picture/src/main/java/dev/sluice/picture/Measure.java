package dev.sluice.picture;

/// How wide a text is in a fixed-width font, without asking one: what all of them agree on for
/// Latin letters, and enough room for the fonts that stand in for the rest.
final class Measure {
    /// Of the size of the font.
    private static final double LETTER = 0.602;

    private Measure() {}

    static double width(String text, double size) {
        return text.codePoints().mapToDouble(Measure::part).sum() * size;
    }

    private static double part(int c) {
        if (c < 0x250) return LETTER;
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
            default -> c < 0x1100 ? 0.8 : c < 0x1F000 ? 1.05 : 1.4;
        };
    }

    /// The text, or its start with an ellipsis.
    static String cut(String text, int letters) {
        if (text.codePointCount(0, text.length()) <= letters) return text;
        return text.substring(0, text.offsetByCodePoints(0, letters - 1)) + "…";
    }
}
