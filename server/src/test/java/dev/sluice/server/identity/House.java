package dev.sluice.server.identity;

import dev.sluice.server.SluiceServer;
import dev.sluice.server.web.PlainBrowser;
import dev.sluice.testkit.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;

/// A running server with people who sign in at its console.
public final class House {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    final SluiceServer server;
    private final TestDatabase metadata;

    public House(SluiceServer server, TestDatabase metadata) {
        this.server = server;
        this.metadata = metadata;
    }

    static String password(String login) {
        return "correct horse " + new StringBuilder(login).reverse() + " staple";
    }

    long person(String login, boolean administrator) {
        return LightPeople.create(server, login, password(login), administrator);
    }

    PlainBrowser signedIn(String login) {
        return new PlainBrowser(server.port()).signIn(login, password(login));
    }

    boolean isOut(PlainBrowser browser) {
        return browser.open("/account").follow().path().equals("/signin");
    }

    /// The id of the session, which the cookie holds under a seal.
    static String cookie(PlainBrowser browser) {
        String value = browser.cookie();
        String sealed =
                new String(Base64.getDecoder().decode(value.substring(value.indexOf('=') + 1)));
        return sealed.substring(0, sealed.lastIndexOf('.'));
    }

    static String found(PlainBrowser browser, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(browser.text());
        if (!matcher.find()) throw new AssertionError(pattern + " is not in " + browser.text());
        return matcher.group();
    }

    /// The answer to a form of the open page, without following where it leads.
    HttpResponse<String> raw(PlainBrowser browser, String path, String... headers) {
        String csrf = found(browser, "name=\"_csrf\" value=\"[^\"]+").replaceAll(".*\"", "");
        return post(path, browser.cookie(), "_csrf=" + csrf, headers);
    }

    HttpResponse<String> post(String path, String cookie, String body, String... headers) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!cookie.isEmpty()) request.header("Cookie", cookie);
        return sent(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> get(String path) {
        return sent(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .GET());
    }

    HttpResponse<String> api(String path, String token, String body) {
        var request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + server.port() + "/api/v1" + path))
                        .header("Content-Type", "application/json");
        if (!token.isEmpty()) request.header("Authorization", "Bearer " + token);
        return sent(
                body.isEmpty()
                        ? request.GET()
                        : request.POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> sent(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError("the server did not answer", e);
        }
    }

    /// Makes the person's sessions, and the proofs in them, that old.
    public void aged(String login, Duration age) {
        aged(server.bean(JdbcIndexedSessionRepository.class), login, age);
    }

    private <S extends Session> void aged(
            FindByIndexNameSessionRepository<S> kept, String login, Duration age) {
        long id = server.bean(People.class).byLogin(login).orElseThrow().id();
        for (S session : kept.findByPrincipalName(Long.toString(id)).values()) {
            SecurityContext context = session.getAttribute("SPRING_SECURITY_CONTEXT");
            var person = (PersonSignedIn) context.getAuthentication();
            var then = java.time.Instant.now().minus(age);
            context.setAuthentication(
                    new PersonSignedIn(
                            id,
                            person.epoch(),
                            then,
                            then,
                            new Visitor(person.address(), person.browser())));
            session.setAttribute("SPRING_SECURITY_CONTEXT", context);
            kept.save(session);
        }
    }

    /// How many events of that action the trail has.
    long told(String action) {
        return number(
                "select count(*) from sluice_server.audit_event where action = '" + action + "'");
    }

    void run(String sql) {
        try (var connection = metadata.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    long number(String sql) {
        try (var connection = metadata.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
