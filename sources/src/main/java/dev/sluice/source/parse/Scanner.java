package dev.sluice.source.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Walks over SQL text as PostgreSQL's lexer does (with standard_conforming_strings on) and finds
/// where statements end.
///
/// A semicolon ends one unless it stands in a string, a comment, parentheses or the BEGIN … END
/// body of a function. Every character belongs to exactly one [Part].
final class Scanner {
    /// `start` to `end` holds the statement with what stands around it, its semicolon included;
    /// `first` is where its first word starts, `last` where its last ends; both -1 if there is
    /// none.
    record Part(int start, int end, int first, int last) {
        boolean isEmpty() {
            return first < 0;
        }
    }

    /// What no server would take, and where it starts.
    record Fault(int at, String what, String fix) {}

    /// A backslash command of psql, with the rest of its line.
    record Meta(int at, String command, String argument) {}

    /// A COPY whose rows stand behind it, and where its first word starts.
    record Rows(int at, boolean hasEnd) {}

    private final String text;
    private int at;
    private int start;
    private int first = -1;
    private int last = -1;
    private int parentheses;
    private int blocks;
    private final List<String> words = new ArrayList<>();
    private boolean fromStdin;
    private final List<Part> parts = new ArrayList<>();
    private @Nullable Fault fault;
    private final List<String> tokens = new ArrayList<>();
    private final List<Meta> metas = new ArrayList<>();
    private final List<Rows> rows = new ArrayList<>();

    private Scanner(String text) {
        this.text = text;
    }

    /// The fault is one of the text itself; psql's own words are in `metas` and `rows`.
    record Scanned(List<Part> parts, List<Meta> metas, List<Rows> rows, @Nullable Fault fault) {
        /// The first thing that a server would not take, psql's words among them.
        @Nullable Fault first() {
            Fault first = fault;
            if (!metas.isEmpty() && (first == null || metas.getFirst().at() < first.at()))
                first =
                        new Fault(
                                metas.getFirst().at(),
                                "\""
                                        + metas.getFirst().command()
                                        + "\" is a command of psql, not of the server",
                                "Take it out, or write it as SQL.");
            if (!rows.isEmpty() && (first == null || rows.getFirst().at() < first.at()))
                first =
                        new Fault(
                                rows.getFirst().at(),
                                "COPY FROM STDIN reads its rows from psql, which is not there",
                                "Write the rows as INSERT statements.");
            return first;
        }
    }

    static Scanned scan(String text) {
        var scanner = new Scanner(text);
        scanner.run();
        return new Scanned(scanner.parts, scanner.metas, scanner.rows, scanner.fault);
    }

    /// The words, names, strings and signs of a text, as they are written, without comments and
    /// what ends a statement.
    static List<String> tokens(String text) {
        var scanner = new Scanner(text);
        scanner.run();
        return scanner.tokens;
    }

    private void run() {
        if (text.startsWith("\uFEFF")) at = 1;
        while (at < text.length()) token();
        if (isCopyFromStdin()) rows.add(new Rows(first, false));
        endPart(at);
    }

    private void token() {
        char c = text.charAt(at);
        if (Character.isWhitespace(c)) at++;
        else if (text.startsWith("--", at)) lineComment();
        else if (text.startsWith("/*", at)) blockComment();
        else if (c == '\\') backslash();
        else if (c == ';' && parentheses == 0 && blocks == 0) semicolon();
        else content(c);
    }

    private void content(char c) {
        int begin = at;
        if (first < 0) first = at;
        if (c == '\'') string(false);
        else if (c == '"') quoted('"', "quoted name");
        else if (c == '$' && dollarTag() != null) dollarString();
        else if (isWordStart(c)) word();
        else if (Character.isDigit(c)) number();
        else symbol(c);
        last = at;
        tokens.add(text.substring(begin, at));
    }

    private void symbol(char c) {
        if (c == '(') parentheses++;
        if (c == ')' && parentheses > 0) parentheses--;
        at++;
    }

    private void semicolon() {
        int end = at;
        at++;
        if (first < 0) return;
        int begin = first;
        boolean copies = isCopyFromStdin();
        endPart(end + 1);
        if (copies) rows(begin);
    }

    private boolean isCopyFromStdin() {
        return fromStdin && !words.isEmpty() && words.getFirst().equals("copy");
    }

    /// The lines behind a COPY, to the one that says `\.`; with none they are the rest of the text,
    /// which is read as statements then, for what it is worth.
    private void rows(int begin) {
        int line = text.indexOf('\n', at);
        for (int from = line + 1; line >= 0 && from < text.length(); ) {
            int end = text.indexOf('\n', from);
            if (end < 0) end = text.length();
            if (text.substring(from, end).stripTrailing().equals("\\.")) {
                rows.add(new Rows(begin, true));
                at = end;
                return;
            }
            from = end + 1;
        }
        rows.add(new Rows(begin, false));
    }

    private void endPart(int end) {
        if (end == start && parts.isEmpty() && text.isEmpty()) return;
        if (end > start) parts.add(new Part(start, end, first, last));
        start = end;
        first = -1;
        last = -1;
        parentheses = 0;
        blocks = 0;
        words.clear();
        fromStdin = false;
    }

    private void lineComment() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
    }

    private void blockComment() {
        int from = at;
        int depth = 0;
        while (at < text.length()) {
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
                if (depth == 0) return;
            } else at++;
        }
        fail(from, "this comment has no end", "Close it with */.");
    }

    /// pg_dump's own `\restrict` lines say nothing to a server and are passed over.
    private void backslash() {
        int end = at + 1;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) end++;
        String command = text.substring(at, end);
        int from = at;
        lineComment();
        if (!command.equals("\\restrict") && !command.equals("\\unrestrict"))
            metas.add(new Meta(from, command, text.substring(end, at).strip()));
    }

    private void string(boolean escapes) {
        int from = at;
        at++;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (escapes && c == '\\') at = Math.min(at + 2, text.length());
            else if (c != '\'') at++;
            else if (text.startsWith("''", at)) at += 2;
            else {
                at++;
                if (!escapes || !continues()) return;
            }
        }
        fail(from, "this string has no end", "Close it with a quote.");
    }

    /// `E'a'`, a line break and `'b'` are one string, and the second half takes escapes too.
    private boolean continues() {
        int ahead = at;
        boolean newLine = false;
        while (ahead < text.length()) {
            char c = text.charAt(ahead);
            if (Character.isWhitespace(c)) {
                newLine |= c == '\n' || c == '\r';
                ahead++;
            } else if (text.startsWith("--", ahead)) {
                int end = text.indexOf('\n', ahead);
                if (end < 0) return false;
                ahead = end;
            } else break;
        }
        if (!newLine || ahead >= text.length() || text.charAt(ahead) != '\'') return false;
        at = ahead + 1;
        return true;
    }

    private void quoted(char quote, String what) {
        int from = at;
        at++;
        while (at < text.length()) {
            if (text.charAt(at) != quote) at++;
            else if (at + 1 < text.length() && text.charAt(at + 1) == quote) at += 2;
            else {
                at++;
                return;
            }
        }
        fail(from, "this " + what + " has no end", "Close it with " + quote + ".");
    }

    private @Nullable String dollarTag() {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != '$') {
            char c = text.charAt(end);
            if (!(isWordStart(c) || end > at + 1 && Character.isDigit(c))) return null;
            end++;
        }
        return end < text.length() ? text.substring(at, end + 1) : null;
    }

    private void dollarString() {
        String tag = java.util.Objects.requireNonNull(dollarTag());
        int end = text.indexOf(tag, at + tag.length());
        if (end < 0) {
            fail(at, "this " + tag + " string has no end", "Close it with " + tag + ".");
            at = text.length();
        } else at = end + tag.length();
    }

    private void number() {
        while (at < text.length() && isWordPart(text.charAt(at)) && text.charAt(at) != '$') at++;
    }

    private void word() {
        int from = at;
        while (at < text.length() && isWordPart(text.charAt(at))) at++;
        String word = text.substring(from, at).toLowerCase(Locale.ROOT);
        boolean quote = at < text.length() && text.charAt(at) == '\'';
        if (quote && word.equals("e")) string(true);
        else keyword(word);
    }

    private void keyword(String word) {
        if (word.equals("stdin") && !words.isEmpty() && words.getLast().equals("from"))
            fromStdin = true;
        if (makesRoutine() && parentheses == 0) {
            if (word.equals("begin")) blocks++;
            else if (word.equals("case") && blocks > 0) blocks++;
            else if (word.equals("end") && blocks > 0) blocks--;
        }
        // only the head of a statement and the word before are of interest
        if (words.size() > 4) words.removeLast();
        words.add(word);
    }

    private boolean makesRoutine() {
        int n = words.size();
        if (n < 2 || !words.getFirst().equals("create")) return false;
        int what = n >= 4 && words.get(1).equals("or") && words.get(2).equals("replace") ? 3 : 1;
        return words.get(what).equals("function") || words.get(what).equals("procedure");
    }

    private static boolean isWordStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80;
    }

    private static boolean isWordPart(char c) {
        return isWordStart(c) || c >= '0' && c <= '9' || c == '$';
    }

    private void fail(int where, String what, String fix) {
        if (fault == null) fault = new Fault(where, what, fix);
    }
}
