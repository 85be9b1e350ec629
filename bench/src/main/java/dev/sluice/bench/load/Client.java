package dev.sluice.bench.load;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One person: at the console by a session, at the API by a token.
final class Client {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http;
    private final String address;
    private final Console console;
    private String token = "";

    private Client(HttpClient http, String address) {
        this.http = http;
        this.address = address;
        this.console = new Console(() -> http, address);
    }

    /// `scopes` of the token: no more than the person holds.
    static Client of(HttpClient http, String address, String login, String... scopes)
            throws IOException, InterruptedException {
        var client = new Client(http, address);
        client.console.signIn(login, Place.PASSWORD);
        client.token =
                client.post(
                                "/tokens",
                                Map.of(
                                        "login",
                                        login,
                                        "password",
                                        Place.PASSWORD,
                                        "name",
                                        "load",
                                        "scopes",
                                        List.of(scopes)))
                        .path("token")
                        .asString();
        return client;
    }

    /// A form of the page.
    void submit(String page, String action, Map<String, String> fields)
            throws IOException, InterruptedException {
        console.submit(page, action, fields);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    HttpResponse<String> page(String path) throws IOException, InterruptedException {
        return path.startsWith("/api/") ? sent(request(path).GET()) : console.page(path);
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(address + path));
        if (!token.isEmpty()) request.header("Authorization", "Bearer " + token);
        return request;
    }

    private HttpResponse<String> sent(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    String cookie() {
        return console.cookie();
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return asked("GET", path, null);
    }

    JsonNode post(String path, Object body) throws IOException, InterruptedException {
        return asked("POST", path, body);
    }

    private JsonNode asked(String verb, String path, @Nullable Object body)
            throws IOException, InterruptedException {
        var request = request("/api/v1" + path);
        if (body == null) request.GET();
        else
            request.header("Content-Type", "application/json")
                    .method(
                            verb,
                            HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        HttpResponse<String> answer = sent(request);
        if (answer.statusCode() / 100 != 2)
            throw new IllegalStateException(path + ": " + answer.body());
        return JSON.readTree(answer.body());
    }
}
