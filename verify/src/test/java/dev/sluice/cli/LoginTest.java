package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `sluice login` for an account with a second factor.
class LoginTest {
    private static final String ADMIN =
            "(select id from sluice_server.person where login = 'admin')";
    private static final String[] WORDS = {"login", "--user", "admin", "--password-stdin"};

    @TempDir Path folder;

    @Test
    void an_account_with_a_second_factor_signs_in_with_its_code_too() throws Exception {
        try (var house = new Household("of the postgres", "correct horse battery", Map.of())) {
            assertThat(login(house, "", WORDS).exit()).isZero();
            String first = house.token("root");
            house.execute(
                    "metadata",
                    "insert into sluice_server.totp (person_id, sealed, confirmed_at) values (%s, 'x', now())"
                            .formatted(ADMIN),
                    "insert into sluice_server.recovery_code select %s, sha256(code::bytea)"
                                    .formatted(ADMIN)
                            + " from (values ('onecodeoften'), ('twocodeoften')) as c (code)");
            var asked = login(house, "", WORDS);
            assertThat(asked.exit()).isEqualTo(6);
            assertThat(asked.text()).contains("Give --code CODE");
            var signed = login(house, "one-code-of-ten\n", WORDS);
            assertThat(signed.exit()).as(signed.text()).isZero();
            assertThat(house.token("root")).as("anew, while a token was kept").isNotEqualTo(first);
            var given =
                    login(
                            house,
                            "",
                            "login",
                            "--user",
                            "admin",
                            "--password-stdin",
                            "--code",
                            "two-code-of-ten");
            assertThat(given.exit()).as(given.text()).isZero();
            var again = login(house, "two-code-of-ten\n", WORDS);
            assertThat(again.exit()).isEqualTo(4);
            assertThat(again.text()).contains("it was used already");
            assertThat(house.said()).doesNotContain("code-of-ten", "codeoften", "horse battery");
        }
    }

    private Household.Said login(Household house, String more, String... words) {
        return house.sluice(folder, "root", house.adminPassword + "\n" + more, Map.of(), words);
    }
}
