package dev.sluice.source.drizzle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Replacements in one file, made together; everything else stays byte for byte.
final class Edits {
    private record Edit(int start, int end, String text, int order) {}

    private final TsText source;
    private final List<Edit> edits = new ArrayList<>();

    Edits(TsText source) {
        this.source = source;
    }

    void replace(int start, int end, String text) {
        edits.add(new Edit(start, end, text, edits.size()));
    }

    void insert(int at, String text) {
        replace(at, at, text);
    }

    boolean isEmpty() {
        return edits.isEmpty();
    }

    /// What the edits bring, without what was there.
    String written() {
        var out = new StringBuilder();
        edits.forEach(e -> out.append(e.text()).append('\n'));
        return out.toString();
    }

    String result() {
        var sorted = new ArrayList<>(edits);
        sorted.sort(Comparator.comparingInt(Edit::start).thenComparingInt(Edit::order));
        var out = new StringBuilder();
        int at = 0;
        for (Edit e : sorted) {
            out.append(source.text(), at, e.start()).append(e.text());
            at = Math.max(at, e.end());
        }
        return out.append(source.text().substring(at)).toString();
    }

    /// Adds an element to the bracket at `open`, in the manner of those that are there.
    void add(int open, String element) {
        var parts = source.parts(open);
        int close = source.closing(open);
        if (parts.isEmpty()) {
            String indent = source.indent(open);
            insert(open + 1, "\n" + indent + "\t" + element + ",\n" + indent);
            return;
        }
        var last = parts.getLast();
        boolean comma = source.text().substring(last.end(), close).stripLeading().startsWith(",");
        int after = comma ? source.text().indexOf(',', last.end()) + 1 : last.end();
        boolean lines = source.text().substring(open, last.start()).contains("\n");
        String indent = lines ? source.indent(last.start()) : "";
        // what is added at one place is added in order, each with the comma that it needs
        boolean first = edits.stream().noneMatch(e -> e.start() == after && e.end() == after);
        String before = comma || !first ? "" : ",";
        insert(after, before + (lines ? "\n" + indent : " ") + element + ",");
    }

    /// Takes an element out, with its comma and its line.
    void remove(TsText.Range element) {
        String text = source.text();
        int end = element.end();
        while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) end++;
        if (end < text.length() && text.charAt(end) == ',') end++;
        else end = element.end();
        int start = element.start();
        while (start > 0 && (text.charAt(start - 1) == ' ' || text.charAt(start - 1) == '\t'))
            start--;
        if (start > 0 && text.charAt(start - 1) == '\n') start--;
        replace(start, end, "");
    }

    /// Makes `import { names } from module` hold.
    void importing(String module, Set<String> names) {
        Matcher m =
                Pattern.compile(
                                "(?m)^import\\s*\\{([^}]*)}\\s*from\\s*['\"]"
                                        + Pattern.quote(module)
                                        + "['\"]")
                        .matcher(source.text());
        var missing = new ArrayList<>(names);
        boolean found = m.find();
        if (found) missing.removeIf(n -> imported(m.group(1), n));
        if (missing.isEmpty()) return;
        if (!found) {
            insert(
                    source.afterImports(),
                    "import { "
                            + String.join(", ", missing)
                            + " } from "
                            + TypeScript.string(module)
                            + ";\n");
            return;
        }
        String inside = m.group(1);
        int end = m.start(1) + inside.stripTrailing().length();
        boolean comma = inside.stripTrailing().endsWith(",");
        insert(end, (comma || inside.isBlank() ? " " : ", ") + String.join(", ", missing));
    }

    private static boolean imported(String inside, String name) {
        for (String part : inside.split(","))
            if (part.strip().replaceFirst("^type\\s+", "").equals(name.replaceFirst("^type ", "")))
                return true;
        return false;
    }
}
