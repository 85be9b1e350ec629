package dev.sluice.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a Drizzle schema has no word for inside a definition that PostgreSQL printed: it stays as
/// it stands. Where the rest is equal the standing text stays whole; else the unsaid parts are put
/// into the declared text.
final class Unsaid {
    private static final Pattern INCLUDE =
            Pattern.compile(" INCLUDE \\((?:[^()\"]|\"(?:[^\"]|\"\")*\")*\\)");
    private static final Pattern DEFERRABLE =
            Pattern.compile(" DEFERRABLE(?: INITIALLY DEFERRED)?");
    private static final Pattern MATCH = Pattern.compile(" MATCH FULL");

    /// The columns that ON DELETE SET NULL or SET DEFAULT is about.
    private static final Pattern ACTION_COLUMNS =
            Pattern.compile("(?<=SET NULL|SET DEFAULT) \\((?:[^()\"]|\"(?:[^\"]|\"\")*\")*\\)");

    private static final Pattern NO_INHERIT = Pattern.compile(" NO INHERIT");
    private static final Pattern NOT_VALID = Pattern.compile(" NOT VALID$");
    private static final Pattern DISTINCT = Pattern.compile(" NULLS NOT DISTINCT");
    private static final Pattern COLLATE =
            Pattern.compile(" COLLATE (?:[a-z_]+|\"[^\"]*\")(?:\\.(?:[a-z_]+|\"[^\"]*\"))?");

    private Unsaid() {}

    static String constraint(String stands, String said) {
        List<Pattern> unsaid =
                List.of(INCLUDE, DEFERRABLE, MATCH, ACTION_COLUMNS, NO_INHERIT, NOT_VALID);
        if (without(stands, unsaid).equals(without(said, unsaid))) return stands;
        String made = without(said, unsaid);
        boolean key = said.startsWith("UNIQUE") || said.startsWith("PRIMARY KEY");
        boolean foreign = said.startsWith("FOREIGN KEY");
        if (key) made = after(made, made.indexOf('('), found(INCLUDE, stands));
        if (foreign)
            made =
                    after(
                            made,
                            made.indexOf('(', made.indexOf(" REFERENCES ")),
                            found(MATCH, stands));
        if (key || foreign) made += found(DEFERRABLE, stands);
        if (said.startsWith("CHECK")) made += found(NO_INHERIT, stands);
        return made;
    }

    static String index(String stands, String said) {
        List<Pattern> unsaid = List.of(INCLUDE, DISTINCT, COLLATE);
        if (without(stands, unsaid).equals(without(said, unsaid))) return stands;
        int keys = said.indexOf('(', said.indexOf(" USING "));
        String extra =
                found(INCLUDE, stands)
                        + (said.startsWith("CREATE UNIQUE") ? found(DISTINCT, stands) : "");
        return after(without(said, List.of(INCLUDE, DISTINCT)), keys, extra);
    }

    private static String without(String text, List<Pattern> parts) {
        String left = text;
        for (Pattern p : parts) left = p.matcher(left).replaceAll("");
        return left;
    }

    private static String found(Pattern pattern, String text) {
        Matcher m = pattern.matcher(text);
        return m.find() ? m.group() : "";
    }

    /// Puts `extra` behind the parenthesis that opens at `open`.
    private static String after(String text, int open, String extra) {
        if (extra.isEmpty() || open < 0) return text;
        int close = close(text, open);
        return text.substring(0, close + 1) + extra + text.substring(close + 1);
    }

    private static int close(String text, int open) {
        var quotes = new ArrayList<Character>();
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!quotes.isEmpty()) {
                if (c == quotes.getLast()) quotes.removeLast();
            } else if (c == '\'' || c == '"') {
                quotes.add(c);
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return i;
            }
        }
        return text.length() - 1;
    }
}
