package dev.sluice.server.web;

import java.util.List;

/// One difference in words with its sign: `add`, `del` or `change`.
public record WordLine(String sign, String words) {
    public static List<WordLine> of(List<String> words) {
        return words.stream().map(WordLine::of).toList();
    }

    static WordLine of(String words) {
        if (words.endsWith(": dropped")) {
            return new WordLine("del", words);
        }
        return new WordLine(words.contains(": new") ? "add" : "change", words);
    }

    /// Read aloud before the words, since a colour is not.
    public String hidden() {
        return switch (sign) {
            case "add" -> "added: ";
            case "del" -> "removed: ";
            default -> "changed: ";
        };
    }
}
