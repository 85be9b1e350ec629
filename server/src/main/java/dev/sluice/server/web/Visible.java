package dev.sluice.server.web;

/// Makes what would deceive the eye visible: control characters, bidirectional overrides and
/// invisible letters become `\u202E`. Runs over whole pages, so that no template can forget it; our
/// own templates hold none of these.
final class Visible {
    private Visible() {}

    static String text(String page) {
        StringBuilder out = null;
        for (int i = 0; i < page.length(); i++) {
            char c = page.charAt(i);
            if (hides(c)) {
                if (out == null) {
                    out = new StringBuilder(page.length() + 32).append(page, 0, i);
                }
                out.append("\\u%04X".formatted((int) c));
            } else if (out != null) {
                out.append(c);
            }
        }
        return out == null ? page : out.toString();
    }

    private static boolean hides(char c) {
        if (c < 0x20) {
            return c != '\n' && c != '\t' && c != '\r';
        }
        return (c >= 0x7F && c <= 0x9F)
                || c == 0xAD
                || c == 0x61C
                || c == 0x180E
                || (c >= 0x200B && c <= 0x200F)
                || (c >= 0x2028 && c <= 0x202E)
                || (c >= 0x2060 && c <= 0x206F)
                || c == 0xFEFF
                || (c >= 0xFFF9 && c <= 0xFFFB)
                || (c >= 0xE000 && c <= 0xF8FF)
                || c == 0x2800
                || c == 0x3164;
    }
}
