package dev.sluice.server.audit.web;

import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The details of an event in one line; hashes are cut, the export has them whole.
public final class DetailWords {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int HASH = 40;

    private DetailWords() {}

    public static String of(String detail) {
        return JSON.readTree(detail).properties().stream()
                .map(e -> e.getKey() + ": " + value(e.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String value(JsonNode value) {
        if (value.isArray()) {
            return value.valueStream().map(DetailWords::value).collect(Collectors.joining(" "));
        }
        String text = value.isValueNode() ? value.asString() : value.toString();
        return text.length() >= HASH && text.matches("[0-9a-f]+")
                ? text.substring(0, 12) + "…"
                : text;
    }
}
