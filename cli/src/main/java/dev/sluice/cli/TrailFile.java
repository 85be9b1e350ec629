package dev.sluice.cli;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// An exported trail read as `docs/audit.md` says, with no code of the server: `wrong` names the
/// first line that breaks the chain, empty where none does.
record TrailFile(long events, String head, String wrong) {
    private static final List<String> HASHED =
            List.of(
                    "form",
                    "seq",
                    "at",
                    "personId",
                    "person",
                    "tokenId",
                    "action",
                    "projectId",
                    "subject",
                    "detail",
                    "prevHash");

    static TrailFile read(Stream<String> lines) {
        long line = 0;
        String head = "0".repeat(64);
        for (Iterator<String> all = lines.iterator(); all.hasNext(); ) {
            line++;
            JsonNode event;
            try {
                event = Json.MAPPER.readTree(all.next());
            } catch (JacksonException e) {
                return new TrailFile(line - 1, head, "line " + line + " is not JSON");
            }
            String wrong = wrong(event, line, head);
            if (wrong != null) return new TrailFile(line - 1, head, "line " + line + ": " + wrong);
            head = event.path("rowHash").asString("");
        }
        return new TrailFile(line, head, "");
    }

    private static @Nullable String wrong(JsonNode event, long line, String head) {
        if (!event.path("form").asString("").equals("a1")) return "its form is not a1";
        if (event.path("seq").asLong(-1) != line) return "its number is not " + line;
        if (!event.path("prevHash").asString("").equals(head))
            return "it does not follow the event before it";
        return hash(event).equals(event.path("rowHash").asString(""))
                ? null
                : "its hash does not cover its content";
    }

    private static String hash(JsonNode event) {
        var bytes = new ByteArrayOutputStream();
        for (String field : HASHED) {
            JsonNode value = event.path(field);
            boolean absent = value.isMissingNode() || value.isNull();
            byte[] text =
                    absent ? new byte[0] : value.asString("").getBytes(StandardCharsets.UTF_8);
            bytes.writeBytes(ByteBuffer.allocate(4).putInt(absent ? -1 : text.length).array());
            bytes.writeBytes(text);
        }
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
