package dev.sluice.folder;

import java.util.Iterator;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// JSON with two spaces of indent, byte for byte as JavaScript's `JSON.stringify(x, null, 2)`.
public final class JsonText {
    private JsonText() {}

    public static String pretty(JsonNode node) {
        var out = new StringBuilder();
        write(node, "\n", out);
        return out.toString();
    }

    private static void write(JsonNode node, String newline, StringBuilder out) {
        String inner = newline + "  ";
        if (node.isObject()) {
            if (node.isEmpty()) {
                out.append("{}");
                return;
            }
            char opening = '{';
            for (Map.Entry<String, JsonNode> e : node.properties()) {
                out.append(opening).append(inner);
                quote(e.getKey(), out);
                out.append(": ");
                write(e.getValue(), inner, out);
                opening = ',';
            }
            out.append(newline).append('}');
        } else if (node.isArray()) {
            if (node.isEmpty()) {
                out.append("[]");
                return;
            }
            char opening = '[';
            for (Iterator<JsonNode> it = node.iterator(); it.hasNext(); opening = ',') {
                out.append(opening).append(inner);
                write(it.next(), inner, out);
            }
            out.append(newline).append(']');
        } else if (node.isString()) quote(node.asString(), out);
        else out.append(node);
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < 0x20) out.append(String.format("\\u%04x", (int) c));
                    else out.append(c);
                }
            }
        }
        out.append('"');
    }
}
