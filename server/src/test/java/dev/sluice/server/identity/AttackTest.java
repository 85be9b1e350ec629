package dev.sluice.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.SluiceServer;
import dev.sluice.server.UpOptions;
import dev.sluice.server.web.PlainBrowser;
import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Attacks on the console's sign-in, and on the port itself.
class AttackTest {
    private static final String IDLE = "server.tomcat.connection-timeout";

    private static TestDatabase metadata;
    private static SluiceServer server;
    private static House house;

    @BeforeAll
    static void start() {
        System.setProperty(IDLE, "2s");
        metadata = TestPostgres.database();
        server = SluiceServer.start(UpOptions.parse("--port", "0", "--database", metadata.url()));
        house = new House(server, metadata);
        house.person("root", true);
    }

    @AfterAll
    static void stop() {
        System.clearProperty(IDLE);
        server.close();
        metadata.close();
    }

    /// The address of every form of the console.
    private static List<String> forms() {
        var paths = new TreeSet<String>(List.of("/signin", "/signout"));
        for (var mapping : server.bean(DispatcherServlet.class).getHandlerMappings())
            if (mapping instanceof RequestMappingHandlerMapping routes)
                routes.getHandlerMethods()
                        .forEach((info, _) -> {
                            if (info.getMethodsCondition()
                                    .getMethods()
                                    .contains(RequestMethod.POST))
                                paths.addAll(info.getPatternValues());
                        });
        return paths.stream()
                .filter(p -> !p.startsWith("/api/"))
                .map(p ->
                        p.replaceAll("\\{[^}]*:([a-z]+)[^}]*}", "$1").replaceAll("\\{[^}]*}", "1"))
                .toList();
    }

    @Test
    void s09_every_form_without_or_with_a_foreign_or_an_old_token_is_refused() {
        PlainBrowser browser = new PlainBrowser(server.port()).open("/signin");
        String old = csrf(browser);
        browser.signIn("root", House.password("root")).open("/account");
        String other = csrf(house.signedIn("root").open("/account"));
        List<String> forms = forms();
        assertThat(forms).hasSizeGreaterThan(20);
        long before = house.number("select count(*) from sluice_server.audit_event");
        var wrong = new ArrayList<String>();
        for (String form : forms)
            for (String body : List.of("", "_csrf=" + old, "_csrf=" + other, "_csrf="))
                if (house.post(form, browser.cookie(), body).statusCode() != 403)
                    wrong.add(form + " took " + body);
        assertThat(wrong).isEmpty();
        assertThat(house.number("select count(*) from sluice_server.audit_event"))
                .isEqualTo(before);
        assertThat(house.isOut(browser)).isFalse();
    }

    @Test
    void s09_every_form_from_another_site_is_refused_whatever_token_it_carries() {
        PlainBrowser browser = house.signedIn("root").open("/account");
        String host = "127.0.0.1:" + server.port();
        var wrong = new ArrayList<String>();
        for (String form : forms())
            for (String[] headers :
                    List.of(
                            new String[] {"Origin", "https://evil.example"},
                            new String[] {"Origin", "null"},
                            new String[] {"Origin", "http://127.0.0.1:1"},
                            new String[] {"Sec-Fetch-Site", "cross-site"},
                            new String[] {
                                "Sec-Fetch-Site", "same-site", "Origin", "http://" + host
                            }))
                if (house.raw(browser, form, headers).statusCode() != 403)
                    wrong.add(form + " took " + String.join(" ", headers));
        assertThat(wrong).isEmpty();
        assertThat(house.isOut(browser)).isFalse();
        HttpResponse<String> ours =
                house.raw(
                        browser.open("/account"),
                        "/account/sessions/end-others",
                        "Origin",
                        "http://" + host);
        assertThat(ours.statusCode()).isEqualTo(302);
    }

    @Test
    void s09_no_page_may_be_framed_and_the_cookie_stays_with_us() {
        PlainBrowser page = house.signedIn("root").open("/account");
        assertThat(page.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
        HttpResponse<String> signIn = house.post("/signin", "", "login=root&password=x");
        String cookie = String.join("", house.get("/signin").headers().allValues("Set-Cookie"));
        assertThat(cookie)
                .contains("__Host-sluice=", "HttpOnly", "Secure", "SameSite=Lax", "Path=/")
                .doesNotContain("Domain");
        assertThat(signIn.statusCode()).isEqualTo(403);
    }

    @Test
    void s11_a_cookie_of_before_the_sign_in_is_dead_after_it() {
        PlainBrowser browser = new PlainBrowser(server.port()).open("/signin");
        String planted = browser.cookie();
        browser.signIn("root", House.password("root"));
        assertThat(browser.cookie()).isNotEqualTo(planted);
        assertThat(house.isOut(new PlainBrowser(server.port(), planted))).isTrue();
        assertThat(house.isOut(browser)).isFalse();
    }

    @Test
    void s11_an_id_without_our_seal_or_with_another_is_nobodys_session() {
        PlainBrowser browser = house.signedIn("root");
        String id = House.cookie(browser);
        for (String forged : List.of(id, id + ".", id + "." + "0".repeat(64)))
            assertThat(
                            house.isOut(
                                    new PlainBrowser(
                                            server.port(),
                                            "__Host-sluice="
                                                    + java.util.Base64.getEncoder()
                                                            .encodeToString(forged.getBytes()))))
                    .isTrue();
    }

    @Test
    void s11_sign_out_a_closed_account_and_a_lost_role_end_what_a_stolen_cookie_can_do() {
        house.person("amy", false);
        PlainBrowser browser = house.signedIn("amy").open("/account");
        var stolen = new PlainBrowser(server.port(), browser.cookie());
        browser.submit("/signout");
        assertThat(house.isOut(stolen)).isTrue();
        long id = server.bean(People.class).byLogin("amy").orElseThrow().id();
        PlainBrowser again = house.signedIn("amy");
        server.bean(People.class).disable(new Actor(1, "root", null), id);
        assertThat(house.isOut(again)).isTrue();
        assertThat(house.isOut(house.signedIn("amy"))).isTrue();
        house.person("boss", true);
        PlainBrowser boss = house.signedIn("boss");
        assertThat(boss.open("/people").status()).isEqualTo(200);
        house.run(
                "delete from sluice_server.role_grant where person_id = (select id from sluice_server.person where login = 'boss')");
        assertThat(boss.open("/people").status()).isEqualTo(403);
    }

    @Test
    void s16_a_huge_header_is_refused() throws IOException {
        String answer =
                said(
                        "GET /signin HTTP/1.1\r\nHost: x\r\nX-Big: "
                                + "a".repeat(200_000)
                                + "\r\n\r\n");
        assertThat(answer).matches("(?s)(HTTP/1.1 (400|431) .*)?");
        isWell();
    }

    @Test
    void s16_a_hundred_thousand_fields_are_refused() throws IOException {
        String body = "a=1&".repeat(100_000);
        String answer =
                said(
                        "POST /signin HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                                + body.length()
                                + "\r\n\r\n"
                                + body);
        assertThat(answer).startsWith("HTTP/1.1 4");
        isWell();
    }

    @Test
    void s16_half_a_request_is_closed_in_time() throws IOException {
        long begun = System.nanoTime();
        String answer = said("POST /signin HTTP/1.1\r\nHost: x\r\nContent-Le");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
        assertThat(answer).matches("(?s)(HTTP/1.1 4.*)?");
        isWell();
    }

    @Test
    void s16_many_half_requests_leave_room_for_whole_ones() throws IOException {
        var open = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 300; i++) {
                Socket socket = new Socket("127.0.0.1", server.port());
                open.add(socket);
                socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n".getBytes());
            }
            isWell();
        } finally {
            for (Socket socket : open) socket.close();
        }
    }

    @Test
    void s16_a_request_with_two_lengths_smuggles_no_second_one() throws IOException {
        String inner = "GET /actuator/health HTTP/1.1\r\nHost: x\r\n\r\n";
        for (String lengths :
                List.of(
                        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                        "Content-Length: 5\r\nContent-Length: 6\r\n",
                        "Transfer-Encoding: xchunked\r\nContent-Length: 5\r\n")) {
            String answer =
                    said(
                            "POST /signin HTTP/1.1\r\nHost: x\r\n"
                                    + lengths
                                    + "\r\n0\r\n\r\n"
                                    + inner);
            assertThat(answer.split("HTTP/1.1 ", -1).length).as(lengths).isLessThanOrEqualTo(2);
            assertThat(answer).as(lengths).doesNotContain("\"UP\"");
        }
        isWell();
    }

    /// What the server answers until it closes.
    private static String said(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(60_000);
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                return new String(
                        socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            } catch (java.net.SocketException closed) {
                return "";
            }
        }
    }

    private static void isWell() {
        assertThat(house.get("/actuator/health").statusCode()).isEqualTo(200);
        assertThat(new PlainBrowser(server.port()).open("/signin").status()).isEqualTo(200);
    }

    private static String csrf(PlainBrowser browser) {
        return House.found(browser, "name=\"_csrf\" value=\"[^\"]+").replaceAll(".*\"", "");
    }
}
