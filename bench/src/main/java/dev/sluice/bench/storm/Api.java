package dev.sluice.bench.storm;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The servers' API as two people use it: whichever server answers. A token outlives the servers
/// that are killed.
final class Api {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> SCOPES =
            List.of("read", "change", "approve", "rollout", "admin");

    private static final Duration PATIENCE = Duration.ofMinutes(2);

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
        return send(Ground.AUTHOR, path, null);
    }

    /// Where no answer comes, the next server is asked, which may find that it is done already:
    /// then it refuses.
    JsonNode post(String who, String path, Object body) {
        return send(who, path, body);
    }

    private JsonNode send(String who, String path, @Nullable Object body) {
        String token = tokens.computeIfAbsent(who, this::token);
        return asked(path, body, token);
    }

    private String token(String who) {
        var wanted =
                Map.of(
                        "login",
                        who,
                        "password",
                        Ground.password(who),
                        "name",
                        "storm",
                        "scopes",
                        SCOPES,
                        "days",
                        1);
        return asked("/tokens", wanted, "").path("token").asString();
    }

    private JsonNode asked(String path, @Nullable Object body, String token) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String last = "no server is there";
        while (System.nanoTime() < end) {
            List<String> addresses = new ArrayList<>(ground.addresses());
            Collections.shuffle(addresses);
            for (String address : addresses) {
                try {
                    return answer(request(address + "/api/v1" + path, body, token));
                } catch (IOException e) {
                    last = e.toString();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(e);
                }
            }
            LockSupport.parkNanos(100_000_000);
        }
        throw new IllegalStateException(path + " was not answered: " + last);
    }

    private static HttpRequest request(String address, @Nullable Object body, String token) {
        var request = HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(20));
        if (!token.isEmpty()) request.header("Authorization", "Bearer " + token);
        if (body == null) return request.GET().build();
        return request.header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
    }

    private JsonNode answer(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        int status = answer.statusCode();
        if (status >= 500) throw new IOException(status + ": " + answer.body());
        if (status >= 400)
            throw new Refused(
                    request.uri().getPath() + " was answered " + status + ": " + answer.body());
        return JSON.readTree(answer.body());
    }
}
