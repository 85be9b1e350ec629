package dev.sluice.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.server.SluiceServer;
import dev.sluice.server.UpOptions;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.People;
import dev.sluice.server.identity.Proofs;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Rights;
import dev.sluice.server.identity.SignIn;
import dev.sluice.server.identity.Tokens;
import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.method.HandlerMethod;

class SignInTest {
    private static final String PASSWORD = "correct horse battery";
    private static TestDatabase metadata;
    private static SluiceServer server;
    private static long ada;
    private static long ben;

    @BeforeAll
    static void start() throws Exception {
        metadata = TestPostgres.database();
        server = SluiceServer.start(UpOptions.parse("--port", "0", "--database", metadata.url()));
        People people = server.bean(People.class);
        ada = people.create(Actor.SYSTEM, "ada", "Ada Lovelace", PASSWORD, true);
        ben =
                people.create(
                        Actor.SYSTEM,
                        "ben",
                        "Ben\u202Enimda <img src=x onerror=alert(1)>",
                        PASSWORD,
                        false);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        metadata.close();
    }

    private static PlainBrowser browser() {
        return new PlainBrowser(server.port());
    }

    @Test
    void a_stranger_is_sent_to_the_sign_in_page() {
        PlainBrowser stranger = browser().open("/tokens").follow();
        assertThat(stranger.path()).isEqualTo("/signin");
        assertThat(stranger.header("Content-Security-Policy"))
                .contains("default-src 'none'")
                .doesNotContain("unsafe");
        assertThat(stranger.header("X-Frame-Options")).isEqualTo("DENY");
    }

    @Test
    void a_person_signs_in_makes_a_token_and_the_api_takes_it_until_it_is_revoked()
            throws Exception {
        PlainBrowser page = browser().signIn("ada", PASSWORD).open("/tokens");
        assertThat(page.cookie()).startsWith("__Host-sluice=");
        assertThat(page.text()).contains("Ada Lovelace");
        page.submit("/tokens", "name", "pipeline", "scopes", "read", "days", "30");
        String text = page.text().replaceAll("(?s).*(slc_[A-Za-z0-9_-]+).*", "$1");
        assertThat(me(text).statusCode()).isEqualTo(200);
        long id = server.bean(Tokens.class).of(new Actor(ada, "Ada", null)).getFirst().id();
        page.open("/tokens").submit("/tokens/" + id + "/revoke");
        HttpResponse<String> refused = me(text);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("Content-Type"))
                .hasValueSatisfying(t -> assertThat(t).startsWith("application/problem+json"));
    }

    @Test
    void the_command_line_gets_a_token_for_a_password_and_verifies_the_trail() throws Exception {
        HttpResponse<String> made =
                post(
                        "/api/v1/tokens",
                        null,
                        "{\"login\":\"ada\",\"password\":\"%s\",\"scopes\":[\"admin\"]}"
                                .formatted(PASSWORD));
        assertThat(made.statusCode()).isEqualTo(201);
        String token = made.body().replaceAll("(?s).*\"token\":\"(slc_[^\"]+)\".*", "$1");
        HttpResponse<String> verified = post("/api/v1/audit/verify", token, "{}");
        assertThat(verified.statusCode()).isEqualTo(200);
        assertThat(verified.body()).contains("\"holds\":true");
        HttpResponse<String> wrong =
                post("/api/v1/tokens", null, "{\"login\":\"ada\",\"password\":\"no no no no no\"}");
        assertThat(wrong.statusCode()).isEqualTo(403);
        assertThat(wrong.body()).contains(SignIn.REFUSED);
    }

    private static HttpResponse<String> post(
            String path, @org.jspecify.annotations.Nullable String token, String body)
            throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void an_unknown_name_a_wrong_password_and_too_many_tries_get_one_answer() {
        String unknown = browser().signIn("nobody", "wrong wrong wrong").text();
        String wrong = browser().signIn("cyd", "wrong wrong wrong").text();
        server.bean(People.class).create(Actor.SYSTEM, "cyd", "Cyd", PASSWORD, false);
        for (int i = 0; i < 8; i++) {
            wrong = browser().signIn("cyd", "wrong wrong wrong").text();
        }
        String limited = browser().signIn("cyd", PASSWORD).text();
        String sentence = SignIn.REFUSED;
        assertThat(List.of(unknown, wrong, limited))
                .allSatisfy(t -> assertThat(t).contains(sentence));
    }

    @Test
    void a_token_has_its_scopes_only_and_a_member_no_more_than_their_projects() {
        var tokens = server.bean(Tokens.class);
        var rights = server.bean(Rights.class);
        var person = new Actor(ada, "Ada", null);
        var made =
                tokens.create(
                        Proofs.fresh(person),
                        "narrow",
                        null,
                        List.of(Right.READ),
                        Duration.ofDays(1));
        var byToken = new Actor(ada, "Ada", made.id());
        assertThat(rights.has(byToken, Right.READ)).isTrue();
        assertThat(rights.has(byToken, Right.APPROVE)).isFalse();
        assertThat(rights.has(byToken, Right.ACCOUNT)).isFalse();
        assertThat(rights.has(new Actor(ben, "Ben", null), Right.ADMIN)).isFalse();
        assertThatThrownBy(() -> rights.need(new Actor(ben, "Ben", null), Right.READ, 4711))
                .isInstanceOf(dev.sluice.server.identity.NotFound.class);
        assertThatThrownBy(() ->
                        tokens.create(
                                Proofs.fresh(byToken),
                                "more",
                                null,
                                List.of(Right.READ),
                                Duration.ofDays(1)))
                .isInstanceOf(dev.sluice.server.identity.Forbidden.class);
    }

    @Test
    void a_closed_account_loses_its_session_at_once() {
        long id = server.bean(People.class).create(Actor.SYSTEM, "dora", "Dora", PASSWORD, false);
        PlainBrowser page = browser().signIn("dora", PASSWORD).open("/tokens");
        assertThat(page.path()).isEqualTo("/tokens");
        server.bean(People.class).disable(new Actor(ada, "Ada", null), id);
        assertThat(page.open("/tokens").follow().path()).isEqualTo("/signin");
    }

    @Test
    void hostile_names_are_shown_and_do_nothing() {
        String page = browser().signIn("ada", PASSWORD).open("/people").text();
        assertThat(page)
                .doesNotContain("<img src=x")
                .doesNotContain("\u202E")
                .contains("Ben\\u202Enimda");
    }

    @Test
    void a_form_without_its_csrf_token_changes_nothing() {
        PlainBrowser page = browser().signIn("ada", PASSWORD).open("/static/app.js");
        page.submit("/people", "login", "eve", "name", "Eve", "password", PASSWORD);
        assertThat(page.status()).isEqualTo(403);
        assertThat(server.bean(People.class).byLogin("eve")).isEmpty();
    }

    @Test
    void a_member_does_not_see_what_administrators_see() {
        PlainBrowser page = browser().signIn("ben", PASSWORD).open("/people");
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.text()).doesNotContain("Exception");
    }

    @Test
    void a_route_without_a_right_stops_the_start() throws Exception {
        var planted = new HandlerMethod(new Planted(), Planted.class.getDeclaredMethod("bare"));
        assertThatThrownBy(() -> RouteRights.check(List.of(planted)))
                .hasMessageContaining("Planted#bare");
        assertThatThrownBy(() -> RouteRights.check(List.of()))
                .as("a check that sees no route has looked in the wrong place")
                .isInstanceOf(IllegalStateException.class);
    }

    static final class Planted {
        void bare() {}
    }

    private static HttpResponse<String> me(String token) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                "http://127.0.0.1:" + server.port() + "/api/v1/me"))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
