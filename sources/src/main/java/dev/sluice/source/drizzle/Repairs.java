package dev.sluice.source.drizzle;

import dev.sluice.source.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Makes texts of the replacements that the script answers with.
final class Repairs {
    private Repairs() {}

    static DrizzleRepair of(Node.Answer answer, Trouble trouble) {
        if (!(answer instanceof Node.Answer.Tree(JsonNode tree)) || !tree.has("repairs"))
            return new DrizzleRepair.Undecided(trouble.of(answer));
        var files = new ArrayList<DrizzleRepair.Repaired>();
        for (JsonNode repair : tree.get("repairs")) {
            Path file = Path.of(repair.get("file").asString());
            String before = read(file);
            String after = applied(before, repair.get("edits"));
            if (after.isEmpty())
                return new DrizzleRepair.Undecided(
                        List.of(
                                new Problem(
                                        file.toString(),
                                        0,
                                        0,
                                        "the file changed while it was looked at. Nothing was written.",
                                        "Run the command again.")));
            files.add(new DrizzleRepair.Repaired(file, before, after, reasons(repair)));
        }
        return new DrizzleRepair.Known(files, trouble.errors(tree.path("notes")));
    }

    private static List<DrizzleRepair.Reason> reasons(JsonNode repair) {
        var all = new ArrayList<DrizzleRepair.Reason>();
        for (JsonNode r : repair.get("reasons"))
            all.add(new DrizzleRepair.Reason(r.get("line").asInt(), r.get("message").asString()));
        return all;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Both sides count in UTF-16 units. Empty where the text is not the one that was looked at.
    private static String applied(String text, JsonNode edits) {
        var out = new StringBuilder();
        int at = 0;
        for (JsonNode edit : edits) {
            int start = edit.get("start").asInt();
            if (!text.startsWith(edit.get("old").asString(), start)) return "";
            out.append(text, at, start).append(edit.get("text").asString());
            at = edit.get("end").asInt();
        }
        return out.append(text, at, text.length()).toString();
    }
}
