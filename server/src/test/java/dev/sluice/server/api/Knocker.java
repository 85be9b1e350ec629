package dev.sluice.server.api;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/// Somebody with a session and a token who calls an address and follows nothing. Sends no Referer,
/// so that a refused form is its status and not the way back.
final class Knocker {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final int port;
    private final String base;
    private final String token;
    private String cookie = "";
    private String csrf = "";

    Knocker(int port, String token) {
        this.port = port;
        this.base = "http://127.0.0.1:" + port;
        this.token = token;
        look("/signin");
    }

    void signIn(String login, String password) {
        form("/signin", Map.of("login", login, "password", password));
        look("/changes");
    }

    private void look(String path) {
        Matcher found = CSRF.matcher(send(HttpRequest.newBuilder(URI.create(base + path))).body());
        if (!found.find()) throw new AssertionError("no form on " + path);
        csrf = found.group(1);
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(base + path)));
    }

    HttpResponse<String> json(String method, String path, Object body) {
        return send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                HttpRequest.BodyPublishers.ofString(
                                        JSON.writeValueAsString(body))));
    }

    HttpResponse<String> form(String path, Map<String, String> fields) {
        String body =
                fields.entrySet().stream()
                                .map(e -> e.getKey() + "=" + encoded(e.getValue()))
                                .collect(Collectors.joining("&"))
                        + "&_csrf="
                        + encoded(csrf);
        return send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /// A form with one file in it, which is no migrations folder.
    HttpResponse<String> upload(String path, Map<String, String> fields) {
        var body = new StringBuilder();
        fields.forEach((name, value) -> part(body, name, "", value));
        part(body, "files", "; filename=\"notes.txt\"", "nothing");
        return send(
                HttpRequest.newBuilder(URI.create(base + path + "?_csrf=" + encoded(csrf)))
                        .header("Content-Type", "multipart/form-data; boundary=xx")
                        .POST(HttpRequest.BodyPublishers.ofString(body + "--xx--\r\n")));
    }

    private static void part(StringBuilder body, String name, String more, String value) {
        body.append("--xx\r\nContent-Disposition: form-data; name=\"").append(name).append('"');
        body.append(more).append("\r\n\r\n").append(value).append("\r\n");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        if (!cookie.isEmpty()) request.header("Cookie", cookie);
        if (!token.isEmpty()) request.header("Authorization", "Bearer " + token);
        try {
            HttpResponse<String> answer =
                    CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (request.build().uri().getPath().startsWith("/api/"))
                Contract.of(port).holds(answer);
            answer.headers().allValues("Set-Cookie").stream()
                    .filter(c -> c.startsWith("__Host-sluice="))
                    .forEach(c -> cookie = c.substring(0, c.indexOf(';')));
            return answer;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("the server did not answer", e);
        }
    }
}
