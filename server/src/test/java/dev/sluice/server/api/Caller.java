package dev.sluice.server.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Somebody with a token at the running server's API. All that it was answered is kept in `heard`.
final class Caller {
    static final List<String> HEARD = new CopyOnWriteArrayList<>();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /// A status and the body, an empty object where there is none.
    record Answer(int status, JsonNode body) {
        String detail() {
            return body.path("detail").asString("") + body.path("blockers");
        }
    }

    private final int port;
    private final String base;
    final String token;

    Caller(int port, String token) {
        this.port = port;
        this.base = "http://127.0.0.1:" + port + "/api/v1";
        this.token = token;
    }

    Answer get(String path) {
        return send(HttpRequest.newBuilder(URI.create(base + path)).GET());
    }

    /// The rows of a list.
    JsonNode list(String path) {
        Answer answer = get(path);
        if (answer.status() != 200) throw new AssertionError(path + " answered " + answer);
        return answer.body().path("items");
    }

    Answer post(String path, Object body) {
        return send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    Answer put(String path, Object body) {
        return send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    /// A post that must go well.
    JsonNode done(String path, Map<String, ?> body) {
        Answer answer = post(path, body);
        if (answer.status() / 100 != 2)
            throw new AssertionError(path + " answered " + answer.status() + ": " + answer.body());
        return answer.body();
    }

    private Answer send(HttpRequest.Builder request) {
        if (!token.isEmpty()) request.header("Authorization", "Bearer " + token);
        try {
            HttpResponse<String> response =
                    CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            HEARD.add(response.body());
            Contract.of(port).holds(response);
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse("").contains("ndjson")
                                    || response.body().isEmpty()
                            ? JSON.createObjectNode()
                            : JSON.readTree(response.body()));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("the server did not answer", e);
        }
    }
}
