package dev.sluice.server.identity.web;

import java.util.Locale;

/// A text as a QR code: one path of unit squares for an inline SVG.
final class QrCode {
    /// Empty squares around it, as the standard asks.
    private static final int MARGIN = 4;

    private QrCode() {}

    /// Width and height in squares, margin included.
    static int side(String text) {
        return encoded(text).size + 2 * MARGIN;
    }

    static String path(String text) {
        var code = encoded(text);
        var path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append(
                            String.format(Locale.ROOT, "M%d %dh1v1h-1z", x + MARGIN, y + MARGIN));
                }
            }
        }
        return path.toString();
    }

    private static io.nayuki.qrcodegen.QrCode encoded(String text) {
        return io.nayuki.qrcodegen.QrCode.encodeText(text, io.nayuki.qrcodegen.QrCode.Ecc.MEDIUM);
    }
}
