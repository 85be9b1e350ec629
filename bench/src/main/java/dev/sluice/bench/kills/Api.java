package dev.sluice.bench.kills;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The server's API as two people use it; a token outlives the servers that are killed.
final class Api {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> SCOPES =
            List.of("read", "change", "approve", "rollout", "admin");

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Ground ground;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    Api(Ground ground) {
        this.ground = ground;
    }

    /// The server said no, in its words.
    static final class Refused extends RuntimeException {
        Refused(String words) {
            super(words);
        }
    }

    JsonNode get(String path) {
        return send(Ground.AUTHOR, request(path).GET());
    }

    JsonNode post(String who, String path, Object body) {
        return send(who, body(path, body));
    }

    private JsonNode send(String who, HttpRequest.Builder request) {
        String token = tokens.computeIfAbsent(who, this::token);
        return answer(request.header("Authorization", "Bearer " + token).build());
    }

    private String token(String who) {
        var wanted =
                Map.of(
                        "login",
                        who,
                        "password",
                        Ground.password(who),
                        "name",
                        "kills",
                        "scopes",
                        SCOPES,
                        "days",
                        1);
        return answer(body("/tokens", wanted).build()).path("token").asString();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(ground.address() + "/api/v1" + path))
                .timeout(Duration.ofMinutes(2));
    }

    private HttpRequest.Builder body(String path, Object body) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }

    private JsonNode answer(HttpRequest request) {
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 400)
                throw new Refused(
                        request.uri().getPath()
                                + " was answered "
                                + answer.statusCode()
                                + ": "
                                + answer.body());
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException(request.uri() + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
