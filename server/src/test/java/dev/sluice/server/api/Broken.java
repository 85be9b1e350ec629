package dev.sluice.server.api;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Bodies out of a schema: good ones, and nearly good ones with one thing wrong.
final class Broken {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    static final List<String> ODD_TEXTS =
            List.of(
                    "",
                    " ",
                    "\u0000",
                    "a\u0000b",
                    "\ud800",
                    "\u202Egnp.exe",
                    "ß𝒳漢字",
                    "'; drop table x; --",
                    "%s%n%p",
                    "${jndi:ldap://x}",
                    "../../etc/passwd",
                    "<img src=x onerror=alert(1)>",
                    "null",
                    "-1",
                    "1e999",
                    "a".repeat(70),
                    "é".repeat(300),
                    "x".repeat(100_000),
                    "\r\nSet-Cookie: a=b",
                    "\u001b[2J",
                    "\uFEFF",
                    "0x7f000001");

    private final JsonNode schemas;
    private final Map<String, List<Object>> fitting;
    private final Random random;

    Broken(JsonNode schemas, Map<String, List<Object>> fitting, Random random) {
        this.schemas = schemas;
        this.fitting = fitting;
        this.random = random;
    }

    /// UTF-8, mostly.
    byte[] body(JsonNode schema) {
        JsonNode good = value(schema, "");
        return switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> bytes(good.toString());
            case 4, 5, 6 -> bytes(mutated(good).toString());
            case 7 -> bytes(mutated(mutated(good)).toString());
            default -> spoilt(good.toString());
        };
    }

    private static byte[] bytes(String text) {
        // half a surrogate pair stands escaped, as it would not get through UTF-8
        return text.replace("\ud800", "\\ud800").getBytes(StandardCharsets.UTF_8);
    }

    private byte[] spoilt(String good) {
        return switch (random.nextInt(13)) {
            case 0 -> bytes(good.substring(0, random.nextInt(good.length() + 1)));
            case 1 -> new byte[0];
            case 2 -> bytes("[".repeat(5_000));
            case 3 -> bytes("{\"a\":".repeat(200) + "1" + "}".repeat(200));
            case 4 -> invalid(good);
            case 5 -> bytes(good + good);
            case 6 -> bytes("\uFEFF" + good);
            case 7 -> bytes("{\"name\": 1" + "0".repeat(5_000) + "}");
            case 8 -> bytes("{\"" + "k".repeat(60_000) + "\": 1}");
            case 9 -> good.getBytes(StandardCharsets.UTF_16);
            case 10 -> bytes(good.replace("\":", "\":\n/* x */ "));
            case 11 -> bytes("{\"name\": \"" + "y".repeat(1_100_000) + "\"}");
            default ->
                    bytes(
                            List.of("null", "[]", "\"x\"", "17", "true", "NaN", "{}", "{\"\": 1}")
                                    .get(random.nextInt(8)));
        };
    }

    private static byte[] invalid(String good) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(bytes(good));
        byte[] text = out.toByteArray();
        for (int i = 0; i < text.length; i++)
            if (text[i] == '"') {
                byte[] wrong = java.util.Arrays.copyOf(text, text.length + 2);
                System.arraycopy(text, i + 1, wrong, i + 3, text.length - i - 1);
                wrong[i + 1] = (byte) 0xC3;
                wrong[i + 2] = (byte) 0x28;
                return wrong;
            }
        return new byte[] {(byte) 0xFF, (byte) 0xFE};
    }

    private JsonNode mutated(JsonNode good) {
        JsonNode copy = good.deepCopy();
        var places = new ArrayList<JsonNode>();
        collect(copy, places);
        if (places.isEmpty()) return odd();
        switch (places.get(random.nextInt(places.size()))) {
            case ObjectNode o -> {
                var names = new ArrayList<>(o.propertyNames());
                String name = names.isEmpty() ? "x" : names.get(random.nextInt(names.size()));
                switch (random.nextInt(4)) {
                    case 0 -> o.remove(name);
                    case 1 -> o.set(ODD_TEXTS.get(random.nextInt(10)), odd());
                    default -> o.set(name, odd());
                }
            }
            case ArrayNode a -> {
                if (!a.isEmpty() && random.nextBoolean()) a.set(0, odd());
                else for (int i = random.nextInt(300); i >= 0; i--) a.add(odd());
            }
            default -> {}
        }
        return copy;
    }

    private static void collect(JsonNode node, List<JsonNode> out) {
        if (node.isContainer()) out.add(node);
        node.forEach(n -> collect(n, out));
    }

    private JsonNode odd() {
        return switch (random.nextInt(9)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.getNodeFactory().numberNode(random.nextLong());
            case 2 -> JSON.getNodeFactory().numberNode(-1.5);
            case 3 -> JSON.getNodeFactory().booleanNode(random.nextBoolean());
            case 4 -> JSON.createArrayNode().add("x");
            case 5 -> JSON.createObjectNode().put("x", 1);
            default -> JSON.getNodeFactory().stringNode(oddText());
        };
    }

    String oddText() {
        return ODD_TEXTS.get(random.nextInt(ODD_TEXTS.size()));
    }

    JsonNode value(JsonNode schema, String name) {
        if (schema.has("$ref"))
            return value(
                    schemas.path(schema.path("$ref").asString().replaceFirst(".*/", "")), name);
        if (schema.has("anyOf")) return value(schema.path("anyOf").get(0), name);
        JsonNode type = schema.path("type");
        return switch (type.isArray() ? type.get(0).asString() : type.asString("object")) {
            case "object" -> object(schema);
            case "array" -> {
                ArrayNode list = JSON.createArrayNode();
                for (int i = random.nextInt(3); i > 0; i--)
                    list.add(value(schema.path("items"), name));
                yield list;
            }
            case "integer" -> JSON.getNodeFactory().numberNode(number(name));
            case "boolean" -> JSON.getNodeFactory().booleanNode(random.nextBoolean());
            default -> JSON.getNodeFactory().stringNode(text(name));
        };
    }

    private ObjectNode object(JsonNode schema) {
        ObjectNode made = JSON.createObjectNode();
        var required = new ArrayList<String>();
        schema.path("required").forEach(r -> required.add(r.asString()));
        schema.path("properties")
                .properties()
                .forEach(p -> {
                    if (required.contains(p.getKey()) || random.nextInt(5) < 3)
                        made.set(p.getKey(), value(p.getValue(), p.getKey()));
                });
        if (schema.path("additionalProperties").isObject()) made.put(text("file"), text("sql"));
        return made;
    }

    int number(String name) {
        return random.nextInt(4) > 0
                        && pick(fitting.getOrDefault(name, List.of(""))) instanceof Integer fits
                ? fits
                : List.of(0, 1, 2, -1, 7, Integer.MAX_VALUE).get(random.nextInt(6));
    }

    String text(String name) {
        return fitting.containsKey(name) && random.nextInt(8) > 0
                ? pick(fitting.get(name)).toString()
                : random.nextInt(3) == 0 ? oddText() : "made" + random.nextInt(1_000_000);
    }

    private Object pick(List<Object> all) {
        return all.get(random.nextInt(all.size()));
    }
}
