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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One person: at the console by a session, at the API by a token.
final class Client {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final HttpClient http;
    private final String address;
    private String cookie = "";
    private String token = "";

    private Client(HttpClient http, String address) {
        this.http = http;
        this.address = address;
    }

    /// `scopes` of the token: no more than the person holds.
    static Client of(HttpClient http, String address, String login, String... scopes)
            throws IOException, InterruptedException {
        var client = new Client(http, address);
        client.signIn(login);
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

    private void signIn(String login) throws IOException, InterruptedException {
        submit("/signin", "/signin", Map.of("login", login, "password", Place.PASSWORD));
        if (page("/account").statusCode() != 200)
            throw new IllegalStateException(login + " could not sign in");
    }

    /// A form of the page.
    void submit(String page, String action, Map<String, String> fields)
            throws IOException, InterruptedException {
        var csrf = CSRF.matcher(page(page).body());
        if (!csrf.find()) throw new IllegalStateException(page + " has no form");
        String body =
                "_csrf="
                        + encoded(csrf.group(1))
                        + fields.entrySet().stream()
                                .map(f -> "&" + f.getKey() + "=" + encoded(f.getValue()))
                                .collect(Collectors.joining());
        HttpResponse<String> answer =
                sent(
                        request(action)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .header("Origin", address)
                                .POST(HttpRequest.BodyPublishers.ofString(body)));
        if (answer.statusCode() != 302)
            throw new IllegalStateException(action + " was answered " + answer.statusCode());
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    HttpResponse<String> page(String path) throws IOException, InterruptedException {
        return sent(request(path).GET());
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(address + path));
        if (path.startsWith("/api/")) {
            if (!token.isEmpty()) request.header("Authorization", "Bearer " + token);
        } else if (!cookie.isEmpty()) request.header("Cookie", cookie);
        return request;
    }

    private HttpResponse<String> sent(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        answer.headers().allValues("Set-Cookie").stream()
                .filter(c -> c.startsWith("__Host-sluice="))
                .forEach(c -> cookie = c.substring(0, c.indexOf(';')));
        return answer;
    }

    String cookie() {
        return cookie;
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
