package dev.sluice.server.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which part of a list is asked for: at most `limit` rows behind the one whose key `after` is.
/// `list` stands for the address with its filters, so that a cursor goes on only where it began.
public record Paging(int limit, @Nullable Long after, String list) {
    public static final int DEFAULT = 50;
    public static final int MOST = 200;
    private static final Pattern CURSOR = Pattern.compile("([0-9a-f]{16})\\.(-?\\d{1,18})");

    /// Where a list in falling order begins.
    public long below() {
        return after == null ? Long.MAX_VALUE : after;
    }

    /// Where a list in rising order begins.
    public long above() {
        return after == null ? Long.MIN_VALUE : after;
    }

    String cursor(long key) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((list + "." + key).getBytes(StandardCharsets.US_ASCII));
    }

    static Paging of(@Nullable String limit, @Nullable String cursor, String list) {
        return new Paging(limit == null ? DEFAULT : limit(limit), key(cursor, list), list);
    }

    private static int limit(String text) {
        int limit = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MOST)
            throw BadRequest.parameter("limit", "has to be a number from 1 to %d.".formatted(MOST));
        return limit;
    }

    private static @Nullable Long key(@Nullable String cursor, String list) {
        if (cursor == null) return null;
        try {
            var text =
                    new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.ISO_8859_1);
            var parts = CURSOR.matcher(text);
            if (parts.matches() && parts.group(1).equals(list))
                return Long.parseLong(parts.group(2));
        } catch (IllegalArgumentException e) {
            // told below like any other
        }
        throw BadRequest.parameter(
                "cursor",
                "is not one of this list with these filters. Take `next` of its last answer, or begin without.");
    }
}
