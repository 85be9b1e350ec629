package dev.sluice.folder;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `NNNN_name.proof.json`: what was proven of a migration, of which bytes (`digest`) and on top of
/// which files (`base`, the digest of all that runs before it). `from` and `to` are fingerprints;
/// `verdict` is `with rows`, `for the schema` or `not proven`.
public record ProofFile(
        String digest,
        String base,
        String verdict,
        List<String> reasons,
        String from,
        String to,
        List<Danger> hazards,
        List<String> writtenTables,
        List<String> unfilled,
        List<String> gone,
        int postgres,
        String tool) {
    /// A hazard, as it is kept on disk.
    public record Danger(
            String kind,
            String object,
            String why,
            String advice,
            @Nullable String countingQuery) {}

    public static final String WITH_ROWS = "with rows";
    public static final String FOR_SCHEMA = "for the schema";
    public static final String NOT_PROVEN = "not proven";

    public ProofFile {
        reasons = List.copyOf(reasons);
        hazards = List.copyOf(hazards);
        writtenTables = List.copyOf(writtenTables);
        unfilled = List.copyOf(unfilled);
        gone = List.copyOf(gone);
    }

    public boolean isProven() {
        return !verdict.equals(NOT_PROVEN);
    }

    public String json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("form", 1);
        root.put("digest", digest).put("base", base).put("verdict", verdict);
        put(root, "reasons", reasons);
        root.put("from", from).put("to", to);
        ArrayNode dangers = root.putArray("hazards");
        for (Danger d : hazards) {
            ObjectNode one = dangers.addObject();
            one.put("kind", d.kind()).put("object", d.object()).put("why", d.why());
            one.put("advice", d.advice());
            if (d.countingQuery() != null) one.put("countingQuery", d.countingQuery());
        }
        put(root, "writtenTables", writtenTables);
        put(root, "unfilled", unfilled);
        put(root, "gone", gone);
        root.put("postgres", postgres).put("tool", tool);
        return JsonText.pretty(root) + "\n";
    }

    /// @throws RuntimeException if the text is no proof
    public static ProofFile parse(String json) {
        JsonNode root = JsonMapper.shared().readTree(json);
        var dangers = new java.util.ArrayList<Danger>();
        for (JsonNode d : root.path("hazards")) {
            JsonNode query = d.get("countingQuery");
            dangers.add(
                    new Danger(
                            text(d, "kind"),
                            text(d, "object"),
                            text(d, "why"),
                            text(d, "advice"),
                            query == null ? null : query.asString()));
        }
        return new ProofFile(
                text(root, "digest"),
                text(root, "base"),
                text(root, "verdict"),
                texts(root, "reasons"),
                text(root, "from"),
                text(root, "to"),
                dangers,
                texts(root, "writtenTables"),
                texts(root, "unfilled"),
                texts(root, "gone"),
                root.path("postgres").asInt(0),
                text(root, "tool"));
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    private static List<String> texts(JsonNode node, String field) {
        return node.path(field).valueStream().map(n -> n.asString("")).toList();
    }

    private static void put(ObjectNode root, String field, List<String> values) {
        ArrayNode array = root.putArray(field);
        values.forEach(array::add);
    }
}
