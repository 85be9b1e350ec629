package dev.sluice.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A diagram as the text of a Mermaid `erDiagram`. Whatever Mermaid's lexer could take for
/// something else is written as a character code (`#37;`), which it turns back when it draws; a
/// word of an attribute can hold no code, so there the true name stands in the remark.
final class Mermaid {
    private static final Pattern KEY_WORD =
            Pattern.compile("(?:pk|fk|uk)\\b.*", Pattern.CASE_INSENSITIVE);

    private static final String IN_REMARKS = " ()[],.:'-";

    private Mermaid() {}

    static String text(Diagram diagram) {
        var text = new StringBuilder("erDiagram\n");
        for (Box box : diagram.boxes()) box(text, box);
        for (Link link : diagram.links())
            text.append("  ")
                    .append(name(diagram.boxes().get(link.to())))
                    .append(' ')
                    .append(line(link.means()))
                    .append(' ')
                    .append(name(diagram.boxes().get(link.from())))
                    .append(" : ")
                    .append(label(link))
                    .append('\n');
        return text.toString().stripTrailing();
    }

    private static void box(StringBuilder text, Box box) {
        text.append("  ").append(name(box)).append(" {\n");
        for (Row row : box.rows()) {
            String type = box.look() == Box.Look.ENUM ? "label" : row.type();
            text.append("    ").append(word(type)).append(' ').append(word(row.name()));
            if (!row.keys().isEmpty()) text.append(' ').append(String.join(", ", row.keys()));
            List<String> remarks = remarks(row, type);
            if (!remarks.isEmpty())
                text.append(" \"").append(String.join(", ", remarks)).append('"');
            text.append('\n');
        }
        text.append("  }\n");
    }

    private static List<String> remarks(Row row, String type) {
        var remarks = new ArrayList<String>();
        if (!word(row.name()).equals(row.name()) && !row.name().isEmpty())
            remarks.add(coded(row.name(), IN_REMARKS));
        if (!word(type).equals(type)) remarks.add(coded(type, IN_REMARKS));
        if (row.notNull()) remarks.add("not null");
        return remarks;
    }

    /// An enum has its word before its name: a table may have the same one.
    private static String name(Box box) {
        return switch (box.look()) {
            case ENUM -> quoted("enum ", box);
            case VIEW -> quoted("view ", box);
            case MATERIALIZED_VIEW -> quoted("materialized view ", box);
            case TABLE -> quoted("", box);
        };
    }

    private static String quoted(String before, Box box) {
        return '"'
                + before
                + coded(box.name().schema().text(), "")
                + "."
                + coded(box.name().name().text(), "")
                + '"';
    }

    private static String label(Link link) {
        if (!link.means().isKey()) return link.means().name().toLowerCase(Locale.ROOT);
        return link.columns().stream()
                .map(c -> coded(c, ""))
                .collect(Collectors.joining(", ", "\"", "\""));
    }

    /// The side of what is needed stands left.
    private static String line(Link.Means means) {
        return switch (means) {
            case ANY_NUMBER_MUST -> "||--o{";
            case ANY_NUMBER_MAY -> "|o--o{";
            case ONE_AT_MOST_MUST -> "||--o|";
            case ONE_AT_MOST_MAY -> "|o--o|";
            case READS -> "}o..o{";
            case INHERITS -> "||..||";
        };
    }

    private static String coded(String name, String alsoPlain) {
        var text = new StringBuilder(name.length());
        name.codePoints()
                .forEach(c -> {
                    if (isPlain(c) || alsoPlain.indexOf(c) >= 0) text.appendCodePoint(c);
                    else text.append('#').append(c).append(';');
                });
        return text.toString();
    }

    private static boolean isPlain(int c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '_'
                || c >= 0xC0 && Character.isLetter(c);
    }

    private static String word(String name) {
        var text = new StringBuilder(name.length());
        name.codePoints()
                .map(c -> isPlain(c) && c <= 0xFFFF || "()[]".indexOf(c) >= 0 ? c : '_')
                .forEach(text::appendCodePoint);
        boolean starts =
                !text.isEmpty() && (text.charAt(0) == '_' || Character.isLetter(text.charAt(0)));
        return starts && !KEY_WORD.matcher(text).matches() ? text.toString() : "_" + text;
    }
}
