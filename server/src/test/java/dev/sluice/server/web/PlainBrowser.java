package dev.sluice.server.web;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A browser without scripts: keeps the session's cookie, fills the hidden CSRF field, follows
/// redirects after a form.
public final class PlainBrowser {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;
    private String cookie = "";
    private HttpResponse<String> last;

    public PlainBrowser(int port) {
        this.base = "http://127.0.0.1:" + port;
    }

    /// With a cookie that was got elsewhere.
    public PlainBrowser(int port, String cookie) {
        this(port);
        this.cookie = cookie;
    }

    public PlainBrowser signIn(String login, String password) {
        open("/signin");
        return submit("/signin", "login", login, "password", password);
    }

    public PlainBrowser open(String path) {
        send(HttpRequest.newBuilder(URI.create(base + path)).GET());
        return this;
    }

    /// Sends a form as the page that is open would, then follows its redirect.
    public PlainBrowser submit(String path, String... fields) {
        var pairs = new ArrayList<>(List.of(fields));
        Matcher csrf = CSRF.matcher(last == null ? "" : last.body());
        if (csrf.find()) {
            pairs.add("_csrf");
            pairs.add(csrf.group(1));
        }
        var body = new StringBuilder();
        for (int i = 0; i < pairs.size(); i += 2) {
            body.append(i == 0 ? "" : "&").append(pairs.get(i)).append('=');
            body.append(URLEncoder.encode(pairs.get(i + 1), StandardCharsets.UTF_8));
        }
        String referer = last == null ? base + "/" : last.uri().toString();
        send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Referer", referer)
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
        return follow();
    }

    public PlainBrowser follow() {
        while (last.statusCode() / 100 == 3) {
            String to = last.headers().firstValue("Location").orElseThrow();
            open(to.startsWith("http") ? URI.create(to).getRawPath() + query(to) : to);
        }
        return this;
    }

    public String text() {
        return last.body();
    }

    public int status() {
        return last.statusCode();
    }

    public String path() {
        return last.uri().getPath();
    }

    public String header(String name) {
        return last.headers().firstValue(name).orElse("");
    }

    public String cookie() {
        return cookie;
    }

    private static String query(String to) {
        String query = URI.create(to).getRawQuery();
        return query == null ? "" : "?" + query;
    }

    private void send(HttpRequest.Builder request) {
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        try {
            last = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException("the server did not answer", e);
        }
        last.headers().allValues("Set-Cookie").stream()
                .filter(c -> c.startsWith("__Host-sluice="))
                .forEach(c -> cookie = c.substring(0, c.indexOf(';')));
    }
}
