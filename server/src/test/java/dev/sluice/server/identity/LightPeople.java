package dev.sluice.server.identity;

import dev.sluice.server.SluiceServer;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/// People whose password costs next to nothing to check: tests sign in by the hundred, and each
/// check of a real one is worth a tenth of a second. A hash names its own cost, so the server is
/// the one that users run.
public final class LightPeople {
    private static final Argon2PasswordEncoder LIGHT = new Argon2PasswordEncoder(16, 32, 1, 8, 1);

    private LightPeople() {}

    public static long create(
            SluiceServer server, String login, String password, boolean administrator) {
        return server.bean(People.class)
                .enter(Actor.SYSTEM, login, login, LIGHT.encode(password), administrator);
    }
}
