package dev.sluice.folder;

import dev.sluice.source.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `meta/_journal.json`. The tree is kept whole, so that keys of others survive a write.
record Journal(ObjectNode tree) {
    record Entry(int idx, String tag, long when) {}

    static final String FILE = "meta/_journal.json";

    static Journal empty() {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("version", "7").put("dialect", "postgresql").putArray("entries");
        return new Journal(tree);
    }

    static Journal read(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) return empty();
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (text.contains("<<<<<<<") || text.contains(">>>>>>>"))
            throw FolderBroken.of(
                    new Problem(
                            file.toString(),
                            lineOf(text, text.contains("<<<<<<<") ? "<<<<<<<" : ">>>>>>>"),
                            0,
                            "the journal holds the conflict markers of an unfinished merge.",
                            "Keep the entries of the branch that is merged already, then generate"
                                    + " yours again. Nothing was changed."));
        return parse(file, text);
    }

    private static Journal parse(Path file, String text) {
        try {
            JsonNode node = JsonMapper.shared().readTree(text);
            if (node instanceof ObjectNode tree
                    && tree.get("entries") instanceof ArrayNode entries) {
                var bad = badEntries(file, entries);
                if (!bad.isEmpty()) throw new FolderBroken(bad);
                return new Journal(tree);
            }
            throw FolderBroken.of(
                    new Problem(
                            file.toString(), 0, 0, "the journal has no list `entries`.", RESTORE));
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw FolderBroken.of(
                    new Problem(
                            file.toString(),
                            at == null ? 0 : at.getLineNr(),
                            at == null ? 0 : at.getColumnNr(),
                            "the journal is not JSON: " + e.getOriginalMessage() + ".",
                            RESTORE));
        }
    }

    private static final String RESTORE =
            "Restore it from version control (`git checkout -- FILE`). Nothing was changed.";

    private static List<Problem> badEntries(Path file, ArrayNode entries) {
        var problems = new ArrayList<Problem>();
        for (int i = 0; i < entries.size(); i++) {
            JsonNode e = entries.get(i);
            boolean good =
                    e.path("idx").isIntegralNumber()
                            && e.path("tag").isString()
                            && !e.path("tag").asString().isBlank()
                            && e.path("when").isNumber();
            if (!good)
                problems.add(
                        new Problem(
                                file.toString(),
                                0,
                                0,
                                "entry " + i + " lacks `idx`, `tag` or `when`.",
                                RESTORE));
            else if (isOutside(e.path("tag").asString()))
                problems.add(
                        new Problem(
                                file.toString(),
                                0,
                                0,
                                "the tag of entry " + i + " leads out of the folder.",
                                RESTORE));
        }
        return problems;
    }

    private static boolean isOutside(String tag) {
        return tag.contains("/") || tag.contains("\\") || tag.contains("\0") || tag.startsWith(".");
    }

    private static int lineOf(String text, String marker) {
        return (int) text.substring(0, text.indexOf(marker)).lines().count() + 1;
    }

    List<Entry> entries() {
        var entries = new ArrayList<Entry>();
        for (JsonNode e : tree.path("entries"))
            entries.add(
                    new Entry(
                            e.path("idx").asInt(),
                            e.path("tag").asString(),
                            e.path("when").asLong()));
        return entries;
    }

    Journal with(Entry entry) {
        ObjectNode copy = tree.deepCopy();
        ObjectNode added = ((ArrayNode) copy.get("entries")).addObject();
        added.put("idx", entry.idx()).put("version", "7").put("when", entry.when());
        added.put("tag", entry.tag()).put("breakpoints", true);
        return new Journal(copy);
    }

    String json() {
        return JsonText.pretty(tree);
    }
}
