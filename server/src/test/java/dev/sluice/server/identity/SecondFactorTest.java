package dev.sluice.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import dev.sluice.server.SluiceServer;
import dev.sluice.server.UpOptions;
import dev.sluice.server.web.PlainBrowser;
import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.math.BigInteger;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Two servers on one metadata database.
class SecondFactorTest {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static TestDatabase metadata;
    private static SluiceServer first;
    private static SluiceServer second;
    private static House house;
    private static House other;

    @BeforeAll
    static void start() {
        metadata = TestPostgres.database();
        first = SluiceServer.start(UpOptions.parse("--port", "0", "--database", metadata.url()));
        second = SluiceServer.start(UpOptions.parse("--port", "0", "--database", metadata.url()));
        house = new House(first, metadata);
        other = new House(second, metadata);
        house.person("root", true);
    }

    @AfterAll
    static void stop() {
        second.close();
        first.close();
        metadata.close();
    }

    /// Sets a second factor up and returns its secret.
    private static String enrolled(String login) {
        house.person(login, false);
        PlainBrowser page = house.signedIn(login).open("/account");
        page.submit("/account/totp/begin");
        String secret = House.found(page, "[A-Z2-7]{32}");
        page.submit("/account/totp/confirm", "code", code(secret, 0));
        assertThat(page.text()).contains("Recovery codes");
        unused(login);
        return secret;
    }

    /// As if no code had been used yet.
    private static void unused(String login) {
        execute(
                "update sluice_server.totp set last_step = 0 where person_id ="
                        + " (select id from sluice_server.person where login = '"
                        + login
                        + "')");
    }

    private static void execute(String sql) {
        house.run(sql);
    }

    private static String code(String secret, int steps) {
        try {
            var key = new SecretKeySpec(decoded(secret), "HmacSHA1");
            return "%06d"
                    .formatted(
                            new TimeBasedOneTimePasswordGenerator()
                                    .generateOneTimePassword(
                                            key, Instant.now().plusSeconds(30L * steps)));
        } catch (java.security.InvalidKeyException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] decoded(String base32) {
        BigInteger all = BigInteger.ZERO;
        for (char c : base32.toCharArray())
            all = all.shiftLeft(5).or(BigInteger.valueOf(ALPHABET.indexOf(c)));
        byte[] signed = all.toByteArray();
        byte[] bytes = new byte[20];
        int length = Math.min(20, signed.length);
        System.arraycopy(signed, signed.length - length, bytes, 20 - length, length);
        return bytes;
    }

    @Test
    void a_code_matches_the_vector_of_the_standard() throws Exception {
        var key = new SecretKeySpec("12345678901234567890".getBytes(), "HmacSHA1");
        assertThat(
                        new TimeBasedOneTimePasswordGenerator()
                                .generateOneTimePassword(key, Instant.ofEpochSecond(59)))
                .isEqualTo(287082);
        assertThat(Base32.of("12345678901234567890".getBytes()))
                .isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }

    @Test
    void a_second_factor_is_set_up_with_its_first_code_and_then_asked_for() {
        house.person("ann", false);
        PlainBrowser page = house.signedIn("ann").open("/account");
        page.submit("/account/totp/begin");
        String secret = House.found(page, "[A-Z2-7]{32}");
        assertThat(page.text())
                .contains("otpauth://totp/Sluice:ann?secret=" + secret, "<svg class=\"qr\"");
        page.submit("/account/totp/confirm", "code", "000000");
        assertThat(page.text()).contains("This is not the code of now", secret);
        assertThat(first.bean(Totp.class).isOn(personId("ann"))).isFalse();
        page.submit("/account/totp/confirm", "code", code(secret, 0));
        assertThat(page.text().split("<li><code>")).hasSize(11);
        assertThat(house.signedIn("ann").path()).isEqualTo("/signin/code");
        assertThat(dump())
                .doesNotContain(secret, House.found(page, "[a-z2-7]{4}(-[a-z2-7]{4}){3}"));
    }

    @Test
    void between_password_and_code_the_person_is_nobody() {
        String secret = enrolled("bea");
        PlainBrowser page = new PlainBrowser(first.port()).open("/signin");
        String before = page.cookie();
        page.submit("/signin", "login", "bea", "password", House.password("bea"));
        assertThat(page.path()).isEqualTo("/signin/code");
        assertThat(page.cookie()).isNotEqualTo(before);
        for (String path : List.of("/", "/account", "/tokens", "/changes", "/prove", "/people"))
            assertThat(page.open(path).follow().path()).as(path).isEqualTo("/signin");
        String half = page.cookie();
        page.open("/signin/code").submit("/signin/code", "code", "123 456");
        assertThat(page.text()).contains("The code is wrong");
        page.submit("/signin/code", "code", code(secret, 0));
        assertThat(page.path()).isEqualTo("/changes");
        assertThat(page.cookie()).isNotEqualTo(half);
        assertThat(new PlainBrowser(first.port(), half).open("/signin/code").follow().path())
                .as("the half session is gone")
                .isEqualTo("/signin");
    }

    @Test
    void a_half_sign_in_is_void_once_all_sessions_of_the_person_ended() {
        String secret = enrolled("carl");
        PlainBrowser page = house.signedIn("carl");
        first.bean(Sessions.class).endAll(Actor.SYSTEM, personId("carl"));
        page.submit("/signin/code", "code", code(secret, 0));
        assertThat(page.path()).isEqualTo("/signin/code");
        assertThat(house.isOut(page)).isTrue();
    }

    @Test
    void s12_a_code_counts_once_whichever_server_is_asked() throws Exception {
        String secret = enrolled("dan");
        PlainBrowser here = house.signedIn("dan");
        PlainBrowser there = other.signedIn("dan");
        String code = code(secret, 0);
        List<Callable<PlainBrowser>> both =
                List.of(
                        () -> here.submit("/signin/code", "code", code),
                        () -> there.submit("/signin/code", "code", code));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(both);
        }
        assertThat(List.of(here.path(), there.path()))
                .containsExactlyInAnyOrder("/changes", "/signin/code");
        assertThat(second.bean(Totp.class).take(personId("dan"), code)).isEmpty();
        unused("dan");
        assertThat(second.bean(Totp.class).take(personId("dan"), code))
                .as("it was refused for being used, nothing else")
                .isPresent();
        assertThat(first.bean(Totp.class).take(personId("dan"), code)).isEmpty();
    }

    @Test
    void one_step_of_another_clock_is_forgiven_and_two_are_not() {
        String secret = enrolled("eli");
        for (int steps : List.of(-1, 0, 1))
            assertThat(isTaken("eli", secret, steps)).as(steps + " steps").isTrue();
        for (int steps : List.of(-2, 2, 30))
            assertThat(isTaken("eli", secret, steps)).as(steps + " steps").isFalse();
    }

    /// Whether the code of so many steps from now is taken; asked again when a step ended
    /// meanwhile.
    private static boolean isTaken(String login, String secret, int steps) {
        long id = personId(login);
        while (true) {
            unused(login);
            long before = Instant.now().getEpochSecond() / 30;
            boolean taken = first.bean(Totp.class).take(id, code(secret, steps)).isPresent();
            if (before == Instant.now().getEpochSecond() / 30) return taken;
        }
    }

    @Test
    void a_recovery_code_lets_in_once() {
        house.person("fay", false);
        PlainBrowser page = house.signedIn("fay").open("/account");
        page.submit("/account/totp/begin");
        String secret = House.found(page, "[A-Z2-7]{32}");
        page.submit("/account/totp/confirm", "code", code(secret, 0));
        String recovery = House.found(page, "[a-z2-7]{4}(-[a-z2-7]{4}){3}");
        PlainBrowser in = house.signedIn("fay").submit("/signin/code", "code", recovery);
        assertThat(in.path()).isEqualTo("/changes");
        assertThat(in.open("/account").text()).contains("9 recovery codes are left");
        assertThat(other.signedIn("fay").submit("/signin/code", "code", recovery).path())
                .isEqualTo("/signin/code");
        in.submit("/account/totp/recovery-codes");
        assertThat(in.text().split("<li><code>")).hasSize(11);
    }

    @Test
    void taking_it_off_needs_a_fresh_code_and_an_administrator_can_do_it_for_somebody() {
        String secret = enrolled("gus");
        PlainBrowser page = house.signedIn("gus");
        page.submit("/signin/code", "code", code(secret, 0));
        house.aged("gus", Duration.ofMinutes(6));
        page.open("/account").submit("/account/totp/remove");
        assertThat(page.path()).isEqualTo("/prove");
        page.submit("/prove", "password", House.password("gus"), "back", "/account");
        assertThat(page.text()).contains("The code is wrong");
        unused("gus");
        page.submit("/prove", "code", code(secret, 0), "back", "/account");
        assertThat(page.path()).isEqualTo("/account");
        page.submit("/account/totp/remove");
        assertThat(page.text()).contains("Your second factor is taken off");
        assertThat(house.signedIn("gus").path()).isEqualTo("/changes");
        enrolled("hal");
        house.signedIn("root").open("/people").submit("/people/" + personId("hal") + "/totp/reset");
        assertThat(house.signedIn("hal").path()).isEqualTo("/changes");
        assertThat(house.told("totp.removed")).isEqualTo(1);
        assertThat(house.told("totp.reset")).isEqualTo(1);
    }

    @Test
    void the_command_lines_way_in_asks_for_the_code_too() {
        String secret = enrolled("ida");
        HttpResponse<String> needed = house.api("/tokens", "", wanted("ida", ""));
        assertThat(needed.statusCode()).isEqualTo(403);
        assertThat(needed.body()).contains("\"title\":\"Code needed\"").doesNotContain("slc_");
        HttpResponse<String> wrong = house.api("/tokens", "", wanted("ida", "000000"));
        assertThat(wrong.statusCode()).isEqualTo(403);
        assertThat(wrong.body()).contains("The code is wrong");
        String code = code(secret, 0);
        assertThat(house.api("/tokens", "", wanted("ida", code)).statusCode()).isEqualTo(201);
        assertThat(other.api("/tokens", "", wanted("ida", code)).statusCode()).isEqualTo(403);
    }

    @Test
    void s12_wrong_codes_count_under_the_limits_of_passwords_and_a_right_password_frees_nothing() {
        String secret = enrolled("jon");
        for (int i = 0; i < SignIn.PER_ACCOUNT; i++) {
            House at = i % 2 == 0 ? house : other;
            assertThat(at.api("/tokens", "", wanted("jon", "00000" + i)).body())
                    .contains("The code is wrong");
        }
        HttpResponse<String> limited = house.api("/tokens", "", wanted("jon", code(secret, 0)));
        assertThat(limited.statusCode()).isEqualTo(403);
        assertThat(limited.body()).contains(SignIn.REFUSED);
        forgetFailures();
        assertThat(house.api("/tokens", "", wanted("jon", code(secret, 0))).statusCode())
                .isEqualTo(201);
    }

    @Test
    void s12_many_guesses_at_once_find_no_more_room_than_one_after_the_other() throws Exception {
        house.person("kim", false);
        forgetFailures();
        long before = house.told("sign_in.refused");
        Callable<Integer> guess =
                () ->
                        house.api(
                                        "/tokens",
                                        "",
                                        "{\"login\":\"kim\",\"password\":\"wrong wrong wrong\"}")
                                .statusCode();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(java.util.Collections.nCopies(24, guess));
            for (var answer : answers) assertThat(answer.get()).isEqualTo(403);
        }
        assertThat(house.told("sign_in.refused") - before).isEqualTo(SignIn.PER_ACCOUNT);
        forgetFailures();
    }

    @Test
    void s12_an_address_is_limited_across_accounts_and_unknown_ones_get_the_same_answer() {
        forgetFailures();
        String body = null;
        for (int i = 0; i < SignIn.PER_ADDRESS; i++) {
            String answer =
                    house.api(
                                    "/tokens",
                                    "",
                                    "{\"login\":\"nobody%d\",\"password\":\"wrong wrong\"}"
                                            .formatted(i))
                            .body();
            assertThat(answer).isEqualTo(body == null ? answer : body);
            body = answer;
        }
        HttpResponse<String> right = house.api("/tokens", "", wanted("root", ""));
        assertThat(right.statusCode()).isEqualTo(403);
        assertThat(right.body()).isEqualTo(body);
        forgetFailures();
        assertThat(house.api("/tokens", "", wanted("root", "")).statusCode()).isEqualTo(201);
    }

    @Test
    void s13_a_token_that_is_revoked_or_too_old_is_refused_on_the_other_server_too() {
        house.person("leo", false);
        String token = made(house, "leo", "\"read\",\"change\"");
        assertThat(other.api("/me", token, "").statusCode()).isEqualTo(200);
        assertThat(
                        house.number(
                                "select count(*) from sluice_server.token where last_used_at is not"
                                        + " null and person_id = "
                                        + personId("leo")))
                .isEqualTo(1);
        PlainBrowser page = house.signedIn("leo").open("/tokens");
        page.submit(House.found(page, "/tokens/[0-9]+/revoke"));
        assertThat(other.api("/me", token, "").statusCode()).isEqualTo(401);
        String old = made(house, "leo", "\"read\"");
        execute(
                "update sluice_server.token set expires_at = now() where revoked_at is null and person_id = "
                        + personId("leo"));
        assertThat(other.api("/me", old, "").statusCode()).isEqualTo(401);
        assertThat(house.api("/me", old, "").statusCode()).isEqualTo(401);
    }

    @Test
    void s13_a_token_has_its_scopes_only_and_ends_with_its_person() {
        long id = house.person("mia", false);
        String token = made(house, "mia", "\"read\"");
        assertThat(other.api("/projects", token, "").statusCode()).isEqualTo(200);
        assertThat(
                        other.api("/projects", token, "{\"name\":\"x\",\"environments\":[]}")
                                .statusCode())
                .isEqualTo(403);
        assertThat(other.api("/tokens", token, wanted("mia", "")).statusCode()).isEqualTo(403);
        assertThat(house.api("/tokens", "", scoped("mia", "\"admin\"")).statusCode())
                .isEqualTo(403);
        assertThat(
                        house.post("/tokens", "", "name=x", "Authorization", "Bearer " + token)
                                .statusCode())
                .isEqualTo(403);
        first.bean(People.class).disable(new Actor(1, "root", null), id);
        assertThat(other.api("/me", token, "").statusCode()).isEqualTo(401);
        assertThat(dump()).doesNotContain(token);
    }

    private static String made(House at, String login, String scopes) {
        return at.api("/tokens", "", scoped(login, scopes))
                .body()
                .replaceAll("(?s).*\"token\":\"(slc_[^\"]+)\".*", "$1");
    }

    private static String scoped(String login, String scopes) {
        return "{\"login\":\"%s\",\"password\":\"%s\",\"scopes\":[%s]}"
                .formatted(login, House.password(login), scopes);
    }

    private static String wanted(String login, String code) {
        return "{\"login\":\"%s\",\"password\":\"%s\",\"code\":\"%s\"}"
                .formatted(login, House.password(login), code);
    }

    private static void forgetFailures() {
        execute("delete from sluice_server.login_failure");
    }

    private static long personId(String login) {
        return first.bean(People.class).byLogin(login).orElseThrow().id();
    }

    /// Everything that the database holds of sign-in, as text.
    private static String dump() {
        var all = new StringBuilder();
        try (var connection = metadata.connect();
                var statement = connection.createStatement()) {
            for (String table :
                    List.of("totp", "recovery_code", "token", "audit_event", "login_failure")) {
                try (var row =
                        statement.executeQuery(
                                "select to_jsonb(t)::text from sluice_server." + table + " t")) {
                    while (row.next()) all.append(row.getString(1)).append('\n');
                }
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return all.toString();
    }
}
