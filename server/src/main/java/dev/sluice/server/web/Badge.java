package dev.sluice.server.web;

/// A state as shape, word and colour; the colour only repeats the other two.
public record Badge(String word, String icon, String tone) {
    public static Badge ok(String word) {
        return new Badge(word, "ok", "is-ok");
    }

    public static Badge bad(String word) {
        return new Badge(word, "bad", "is-bad");
    }

    public static Badge warn(String word) {
        return new Badge(word, "warn", "is-warn");
    }

    public static Badge waiting(String word) {
        return new Badge(word, "wait", "is-muted");
    }

    public static Badge running(String word) {
        return new Badge(word, "run", "is-info");
    }

    public static Badge review(String word) {
        return new Badge(word, "review", "is-review");
    }

    public static Badge back(String word) {
        return new Badge(word, "back", "is-muted");
    }

    public static Badge ask(String word) {
        return new Badge(word, "ask", "is-warn");
    }

    public static Badge plain(String word) {
        return new Badge(word, "dot", "is-muted");
    }
}
