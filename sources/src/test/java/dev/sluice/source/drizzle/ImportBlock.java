package dev.sluice.source.drizzle;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The imports of an example, which stand together and name what they take in braces: to be broken
/// and written again in the manner of the file.
record ImportBlock(String before, List<Declaration> declarations, String after) {
    ImportBlock {
        declarations = List.copyOf(declarations);
    }

    record Declaration(
            boolean type,
            List<String> names,
            String module,
            boolean lines,
            char quote,
            String end) {
        Declaration {
            names = List.copyOf(names);
        }

        Declaration with(List<String> others) {
            return new Declaration(type, others, module, lines, quote, end);
        }

        Declaration from(String other) {
            return new Declaration(type, names, other, lines, quote, end);
        }

        Declaration asType() {
            return new Declaration(true, names, module, lines, quote, end);
        }

        boolean isSorted() {
            List<String> plain = names.stream().map(Declaration::plain).toList();
            return plain.equals(plain.stream().sorted(String.CASE_INSENSITIVE_ORDER).toList());
        }

        boolean hasTypes() {
            return type || names.stream().anyMatch(n -> n.startsWith("type "));
        }

        static String plain(String name) {
            return name.startsWith("type ") ? name.substring("type ".length()) : name;
        }

        String text() {
            String inside =
                    lines
                            ? "{\n  " + String.join(",\n  ", names) + ",\n}"
                            : "{ " + String.join(", ", names) + " }";
            return "import "
                    + (type ? "type " : "")
                    + inside
                    + " from "
                    + quote
                    + module
                    + quote
                    + end
                    + "\n";
        }
    }

    static ImportBlock of(String text) {
        int start = text.startsWith("import ") ? 0 : text.indexOf("\nimport ") + 1;
        var all = new ArrayList<Declaration>();
        int at = start;
        while (text.startsWith("import ", at)) {
            int open = text.indexOf('{', at);
            int close = text.indexOf('}', open);
            int quote = close + "} from ".length();
            int last = text.indexOf(text.charAt(quote), quote + 1);
            int line = text.indexOf('\n', last);
            all.add(
                    new Declaration(
                            text.startsWith("import type ", at),
                            Stream.of(text.substring(open + 1, close).split(","))
                                    .map(String::strip)
                                    .filter(n -> !n.isEmpty())
                                    .toList(),
                            text.substring(quote + 1, last),
                            text.substring(open, close).contains("\n"),
                            text.charAt(quote),
                            text.substring(last + 1, line)));
            at = line + 1;
        }
        return new ImportBlock(text.substring(0, start), all, text.substring(at));
    }

    String text() {
        var out = new StringBuilder(before);
        declarations.forEach(d -> out.append(d.text()));
        return out.append(after).toString();
    }

    ImportBlock with(int place, Declaration other) {
        var all = new ArrayList<>(declarations);
        all.set(place, other);
        return new ImportBlock(before, all, after);
    }

    ImportBlock plus(int place, Declaration another) {
        var all = new ArrayList<>(declarations);
        all.add(place, another);
        return new ImportBlock(before, all, after);
    }

    ImportBlock without(int place) {
        var all = new ArrayList<>(declarations);
        all.remove(place);
        return new ImportBlock(before, all, after);
    }
}
