package dev.sluice.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.server.SluiceServer;
import dev.sluice.server.UpOptions;
import dev.sluice.server.web.PlainBrowser;
import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.context.SecurityContextHolder;

class AccountTest {
    private static TestDatabase metadata;
    private static SluiceServer server;
    private static House house;

    @BeforeAll
    static void start() {
        metadata = TestPostgres.database();
        server = SluiceServer.start(UpOptions.parse("--port", "0", "--database", metadata.url()));
        house = new House(server, metadata);
        house.person("root", true);
    }

    @AfterAll
    static void stop() {
        server.close();
        metadata.close();
    }

    @Test
    void the_account_page_lists_ones_own_sessions_and_marks_this_one() {
        house.person("lia", false);
        house.person("max", false);
        PlainBrowser first = house.signedIn("lia");
        house.signedIn("max");
        PlainBrowser second = house.signedIn("lia").open("/account");
        assertThat(second.text()).contains("this one", "127.0.0.1", "a program");
        assertThat(second.text().split("/account/sessions/[0-9a-f]{24}/end")).hasSize(2);
        assertThat(first.open("/account").text()).contains("this one");
        String session = House.cookie(first);
        assertThat(second.text()).doesNotContain(session);
    }

    @Test
    void one_session_or_all_others_can_be_ended_and_are_out_at_once() {
        house.person("nina", false);
        PlainBrowser one = house.signedIn("nina");
        PlainBrowser two = house.signedIn("nina").open("/account");
        two.submit(House.found(two, "/account/sessions/[0-9a-f]{24}/end"));
        assertThat(house.isOut(one)).isTrue();
        PlainBrowser three = house.signedIn("nina");
        PlainBrowser four = house.signedIn("nina");
        two.open("/account").submit("/account/sessions/end-others");
        assertThat(two.text()).contains("2 other sessions have ended");
        assertThat(house.isOut(three)).isTrue();
        assertThat(house.isOut(four)).isTrue();
        assertThat(house.isOut(two)).isFalse();
        assertThat(house.told("session.ended")).isEqualTo(1);
        assertThat(house.told("session.others_ended")).isEqualTo(1);
    }

    @Test
    void nobody_ends_the_session_of_somebody_else() {
        house.person("olga", false);
        house.person("paul", false);
        PlainBrowser olga = house.signedIn("olga");
        house.signedIn("olga");
        PlainBrowser paul = house.signedIn("paul").open("/account");
        String of = House.found(olga.open("/account"), "/account/sessions/[0-9a-f]{24}/end");
        paul.submit(of);
        assertThat(paul.text()).contains("There is no such");
        assertThat(olga.open("/account").text()).contains(of);
    }

    @Test
    void an_administrator_ends_all_sessions_of_a_person() {
        long id = house.person("quinn", false);
        PlainBrowser quinn = house.signedIn("quinn");
        house.signedIn("root").open("/people").submit("/people/" + id + "/sessions/end");
        assertThat(house.isOut(quinn)).isTrue();
        assertThat(house.told("person.sessions_ended")).isEqualTo(1);
    }

    @Test
    void a_new_password_ends_every_other_session() {
        house.person("rosa", false);
        PlainBrowser other = house.signedIn("rosa");
        PlainBrowser page = house.signedIn("rosa").open("/account");
        page.submit("/account/password", "password", "short");
        assertThat(page.text()).contains("at least 12 characters");
        page.submit("/account/password", "password", "another good long word");
        assertThat(page.text()).contains("Your password is another one now");
        assertThat(house.isOut(page)).isFalse();
        assertThat(house.isOut(other)).isTrue();
        assertThat(house.isOut(house.signedIn("rosa"))).isTrue();
    }

    @Test
    void a_session_ends_after_eight_idle_hours_and_after_seven_days_in_any_case() {
        house.person("sven", false);
        PlainBrowser page = house.signedIn("sven");
        assertThat(
                        house.number(
                                "select max_inactive_interval from sluice_server.spring_session limit 1"))
                .isEqualTo(8 * 3600L);
        house.aged("sven", Duration.ofDays(6));
        assertThat(house.isOut(page)).isFalse();
        house.aged("sven", Duration.ofDays(7).plusSeconds(1));
        assertThat(house.isOut(page)).isTrue();
    }

    @Test
    void a_sign_in_that_was_under_way_when_all_sessions_ended_is_void() {
        long id = house.person("tina", false);
        var current = server.bean(CurrentActor.class);
        var context = SecurityContextHolder.createEmptyContext();
        Instant now = Instant.now();
        context.setAuthentication(
                new PersonSignedIn(id, 0, now, now, new Visitor("127.0.0.1", "")));
        SecurityContextHolder.setContext(context);
        try {
            assertThat(current.find()).isPresent();
            server.bean(Sessions.class).endAll(Actor.SYSTEM, id);
            assertThat(current.find()).isEmpty();
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    @Test
    void signing_out_is_told_and_the_browser_forgets_our_pages() {
        house.person("uwe", false);
        PlainBrowser page = house.signedIn("uwe").open("/account");
        assertThat(page.header("Cache-Control")).contains("no-store");
        assertThat(house.raw(page, "/signout").headers().firstValue("Clear-Site-Data"))
                .hasValue("\"cache\", \"storage\"");
        assertThat(house.isOut(page)).isTrue();
        assertThat(house.told("signed_out")).isEqualTo(1);
    }

    @Test
    void a_token_is_made_only_with_a_fresh_proof_and_the_page_brings_one_back() {
        house.person("vera", false);
        PlainBrowser page = house.signedIn("vera");
        house.aged("vera", Duration.ofMinutes(6));
        String old = page.cookie();
        page.open("/tokens").submit("/tokens", "name", "ci", "scopes", "read", "days", "3");
        assertThat(page.path()).isEqualTo("/prove");
        assertThat(page.text()).contains("show once more that it is you", "value=\"/tokens\"");
        page.submit("/prove", "password", "not the password", "back", "/tokens");
        assertThat(page.path()).isEqualTo("/prove");
        assertThat(page.text()).contains(SignIn.REFUSED);
        page.submit("/prove", "password", House.password("vera"), "back", "/tokens");
        assertThat(page.path()).isEqualTo("/tokens");
        assertThat(page.cookie()).isNotEqualTo(old);
        page.submit("/tokens", "name", "ci", "scopes", "read", "days", "3");
        assertThat(page.text()).contains("slc_");
        assertThat(house.isOut(new PlainBrowser(server.port(), old))).isTrue();
    }

    @Test
    void the_proof_leads_back_to_pages_of_ours_only() {
        house.person("wim", false);
        for (String back :
                new String[] {"//evil.example/", "https://evil.example/", "/\\evil.example"}) {
            PlainBrowser page = house.signedIn("wim").open("/prove");
            page.submit("/prove", "password", House.password("wim"), "back", back);
            assertThat(page.path()).isEqualTo("/changes");
        }
    }

    @Test
    void an_administrator_is_made_only_with_a_fresh_proof() {
        PlainBrowser page = house.signedIn("root");
        house.aged("root", Duration.ofMinutes(6));
        page.open("/people")
                .submit(
                        "/people",
                        "login",
                        "xena",
                        "name",
                        "Xena",
                        "password",
                        House.password("xena"),
                        "administrator",
                        "true");
        assertThat(page.path()).isEqualTo("/prove");
        assertThat(server.bean(People.class).byLogin("xena")).isEmpty();
        assertThatThrownBy(() ->
                        server.bean(StepUp.class).need(new Actor(1, "root", null), "anything"))
                .as("without a session there is no proof")
                .isInstanceOf(ProofNeeded.class);
    }
}
