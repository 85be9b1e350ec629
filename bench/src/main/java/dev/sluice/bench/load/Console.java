package dev.sluice.bench.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The pages of a server as a browser sees them, with the session of who signed in.
public final class Console {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final Supplier<HttpClient> http;
    private final String address;
    private String cookie = "";

    /// `http` is asked for each request: a new client makes a connection of its own.
    public Console(Supplier<HttpClient> http, String address) {
        this.http = http;
        this.address = address;
    }

    public void signIn(String login, String password) throws IOException, InterruptedException {
        submit("/signin", "/signin", Map.of("login", login, "password", password));
        if (page("/account").statusCode() != 200)
            throw new IllegalStateException(login + " could not sign in");
    }

    /// A form of the page.
    public void submit(String page, String action, Map<String, String> fields)
            throws IOException, InterruptedException {
        var csrf = CSRF.matcher(page(page).body());
        if (!csrf.find()) throw new IllegalStateException(page + " has no form");
        String body =
                "_csrf="
                        + Client.encoded(csrf.group(1))
                        + fields.entrySet().stream()
                                .map(f -> "&" + f.getKey() + "=" + Client.encoded(f.getValue()))
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

    public HttpResponse<String> page(String path) throws IOException, InterruptedException {
        return sent(request(path).GET());
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(address + path));
        if (!cookie.isEmpty()) request.header("Cookie", cookie);
        return request;
    }

    private HttpResponse<String> sent(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.get().send(request.build(), HttpResponse.BodyHandlers.ofString());
        answer.headers().allValues("Set-Cookie").stream()
                .filter(c -> c.startsWith("__Host-sluice="))
                .forEach(c -> cookie = c.substring(0, c.indexOf(';')));
        return answer;
    }

    String cookie() {
        return cookie;
    }
}
