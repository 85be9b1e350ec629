package dev.sluice.server.api;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The document that a running server gives, and whether an answer keeps to it. All that the tests
/// are answered is held against it.
final class Contract {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String HOME = "urn:sluice:document";
    private static volatile Contract known;

    /// An operation of the document: its template, its verb, what stands under them.
    record Operation(String path, String verb, JsonNode says) {
        String id() {
            return says.path("operationId").asString();
        }

        JsonNode body() {
            return says.path("requestBody").path("content").path("application/json").path("schema");
        }
    }

    final JsonNode document;
    private final List<Operation> operations = new ArrayList<>();
    private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();
    private final SchemaRegistry registry;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    private Contract(String text) {
        document = JSON.readTree(text);
        registry =
                SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12, b -> b.schemas(Map.of(HOME, text)));
        document.path("paths")
                .properties()
                .forEach(path ->
                        path.getValue()
                                .properties()
                                .forEach(verb -> {
                                    var one =
                                            new Operation(
                                                    path.getKey(),
                                                    verb.getKey().toUpperCase(),
                                                    verb.getValue());
                                    operations.add(one);
                                    patterns.put(
                                            path.getKey(),
                                            Pattern.compile(
                                                    path.getKey()
                                                            .replace(".", "\\.")
                                                            .replaceAll("\\{[^}]+}", "[^/]+")));
                                }));
    }

    static Contract of(int port) {
        Contract read = known;
        if (read == null) known = read = new Contract(read(port));
        return read;
    }

    static String read(int port) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://127.0.0.1:"
                                                            + port
                                                            + "/api/v1/openapi.json"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("the server gives no document", e);
        }
    }

    List<Operation> operations() {
        return operations;
    }

    /// The one that an address is of; a spelled one before one with a gap.
    Optional<Operation> operation(String verb, String path) {
        return operations.stream()
                .filter(o -> o.verb.equals(verb) && patterns.get(o.path).matcher(path).matches())
                .min(
                        java.util.Comparator.comparingLong(
                                o -> o.path.chars().filter(c -> c == '{').count()));
    }

    /// Fails where the answer is none that the document promises.
    void holds(HttpResponse<String> answer) {
        List<String> wrong =
                faults(answer.request(), answer.statusCode(), answer.headers(), answer.body());
        if (!wrong.isEmpty())
            throw new AssertionError(
                    "%s %s: %s\n%s"
                            .formatted(
                                    answer.request().method(),
                                    answer.uri().getPath(),
                                    wrong,
                                    answer.body()));
    }

    private List<String> faults(HttpRequest request, int status, HttpHeaders headers, String body) {
        Optional<Operation> found = operation(request.method(), request.uri().getPath());
        if (found.isEmpty())
            return status < 400 ? List.of("is not in the document") : problem(headers, body);
        JsonNode says = found.get().says.path("responses").path(Integer.toString(status));
        if (says.isMissingNode()) return List.of("status " + status + " is not in the document");
        String type = headers.firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
        if (!says.has("content"))
            return body.isEmpty() ? List.of() : List.of("has a body, and the document none");
        if (request.method().equals("HEAD")) return List.of();
        if (!says.path("content").has(type)) return List.of("is " + type + ", not as the document");
        if (says.path("headers").has("ETag") && headers.firstValue("ETag").isEmpty())
            return List.of("has no ETag");
        if (type.endsWith("ndjson")) return List.of();
        return validated(says.path("content").path(type).path("schema"), JSON.readTree(body));
    }

    /// What is no operation at all is told as a problem, too.
    List<String> problem(HttpHeaders headers, String body) {
        String type = headers.firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
        if (!type.equals("application/problem+json")) return List.of("is " + type);
        return validated(
                JSON.readTree("{\"$ref\": \"#/components/schemas/Problem\"}"), JSON.readTree(body));
    }

    List<String> validated(JsonNode schema, JsonNode value) {
        String text = schema.toString().replace("\"#/", "\"" + HOME + "#/");
        return schemas
                .computeIfAbsent(
                        text,
                        t ->
                                registry.getSchema(
                                        SchemaLocation.of(HOME + ":" + schemas.size()),
                                        JSON.readTree(t)))
                .validate(value)
                .stream()
                .map(Object::toString)
                .toList();
    }
}
