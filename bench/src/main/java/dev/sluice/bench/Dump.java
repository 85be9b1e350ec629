package dev.sluice.bench;

import dev.sluice.testkit.SchemaDump;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// pg_dump's text as a set of entries, so that two schemas can be compared whatever their columns'
/// order and the order of the dump.
record Dump(TreeSet<String> entries) {
    static Dump of(String text) {
        var entries = new TreeSet<String>();
        for (var entry : SchemaDump.parse(text).entries()) entries.addAll(split(entry.text()));
        return new Dump(entries);
    }

    private static List<String> split(String body) {
        if (body.startsWith("CREATE TABLE")
                || body.startsWith("CREATE UNLOGGED TABLE")
                || body.startsWith("CREATE FOREIGN TABLE")) return table(body);
        if (body.startsWith("GRANT ") || body.startsWith("REVOKE "))
            return body.lines().sorted().toList(); // an ACL has no order
        return List.of(body);
    }

    /// The lines of CREATE TABLE without commas, sorted: column order aside.
    private static List<String> table(String body) {
        int end = body.indexOf("\n)");
        int semicolon = end < 0 ? -1 : body.indexOf(";", end);
        if (semicolon < 0) return List.of(body);
        String create = body.substring(0, semicolon);
        List<String> lines =
                new ArrayList<>(create.lines().map(l -> l.replaceAll(",$", "")).toList());
        String head = lines.removeFirst();
        var entries = new ArrayList<String>();
        entries.add(head + "\n" + lines.stream().sorted().collect(Collectors.joining("\n")));
        String rest = body.substring(semicolon + 1).strip();
        // ALTER TABLE … ALTER COLUMN … SET STORAGE and the like, one by one
        for (String line : rest.split(";\n"))
            if (!line.isBlank()) entries.add(line.replaceAll(";$", ""));
        return entries;
    }

    /// What only one side has.
    String differenceTo(Dump wanted) {
        var text = new StringBuilder();
        entries.stream()
                .filter(e -> !wanted.entries.contains(e))
                .forEach(e -> text.append("is     ").append(e).append('\n'));
        wanted.entries.stream()
                .filter(e -> !entries.contains(e))
                .forEach(e -> text.append("wanted ").append(e).append('\n'));
        return text.toString();
    }
}
