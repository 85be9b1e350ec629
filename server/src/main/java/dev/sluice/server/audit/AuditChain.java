package dev.sluice.server.audit;

import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The chain as JSON lines, and whether such lines are whole. Needs no database: an auditor can run
/// it on a file. `docs/audit.md` is the contract.
public final class AuditChain {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private AuditChain() {}

    public sealed interface Verdict {
        /// `head` is the hash of the last event: compare it with one that was noted elsewhere,
        /// since a chain cut short is whole.
        record Whole(long events, String head) implements Verdict {}

        record Broken(long line, String why) implements Verdict {}
    }

    public static String line(AuditEvent e) {
        ObjectNode node = JSON.createObjectNode();
        node.put("form", AuditHash.FORM);
        node.put("seq", e.seq());
        node.put("at", e.atText());
        node.put("personId", e.personId());
        node.put("person", e.person());
        node.put("tokenId", e.tokenId());
        node.put("action", e.action());
        node.put("projectId", e.projectId());
        node.put("subject", e.subject());
        node.put("detail", e.detail());
        node.put("prevHash", e.prevHash());
        node.put("rowHash", e.rowHash());
        return JSON.writeValueAsString(node);
    }

    /// The first line that is wrong is the one that is named.
    public static Verdict verify(Stream<String> lines) {
        long count = 0;
        String head = AuditHash.START;
        for (Iterator<String> i = lines.iterator(); i.hasNext(); ) {
            count++;
            try {
                JsonNode event = JSON.readTree(i.next());
                String wrong = wrong(event, count, head);
                if (wrong != null) {
                    return new Verdict.Broken(count, wrong);
                }
                head = text(event, "rowHash");
            } catch (JacksonException | IllegalArgumentException e) {
                return new Verdict.Broken(count, "it is not an event: " + e.getMessage());
            }
        }
        return new Verdict.Whole(count, head);
    }

    private static @Nullable String wrong(JsonNode event, long count, String head) {
        if (!text(event, "form").equals(AuditHash.FORM)) {
            return "its form is not " + AuditHash.FORM;
        }
        if (!text(event, "seq").equals(Long.toString(count))) {
            return "its number is %s where %d was due".formatted(text(event, "seq"), count);
        }
        if (!text(event, "prevHash").equals(head)) {
            return "it does not follow the event before it";
        }
        String expected =
                AuditHash.of(
                        text(event, "seq"),
                        text(event, "at"),
                        text(event, "personId"),
                        text(event, "person"),
                        orNull(event, "tokenId"),
                        text(event, "action"),
                        orNull(event, "projectId"),
                        text(event, "subject"),
                        text(event, "detail"),
                        text(event, "prevHash"));
        return expected.equals(text(event, "rowHash"))
                ? null
                : "its hash does not cover its content";
    }

    private static String text(JsonNode event, String field) {
        String value = orNull(event, field);
        if (value == null) {
            throw new IllegalArgumentException("\"" + field + "\" is absent");
        }
        return value;
    }

    private static @Nullable String orNull(JsonNode event, String field) {
        JsonNode value = event.get(field);
        return value == null || value.isNull() ? null : value.asString();
    }
}
