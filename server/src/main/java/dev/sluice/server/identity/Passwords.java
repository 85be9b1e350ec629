package dev.sluice.server.identity;

import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/// Argon2id with OWASP's smallest parameters (19 MiB, two passes). A check costs memory, so only a
/// few run at once; an unknown account costs the same as a known one.
@Component
final class Passwords {
    private static final int SHORTEST = 12;
    private static final int LONGEST = 200;

    /// Of 32 random bytes that were thrown away. Made at each start it would cost a quarter of a
    /// second.
    private static final String NOBODYS =
            "$argon2id$v=19$m=19456,t=2,p=1$Kxl/4S30s7LmgoRoGzU2lA"
                    + "$bsPzu/PUJlr6uwx6+FXhNLlF/l4FAhTUzvZ/8gY623Y";

    private final Argon2PasswordEncoder argon2 = new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2);
    private final Semaphore room = new Semaphore(4);

    String hash(String login, String password) {
        if (password.length() < SHORTEST) {
            throw new Refusal("A password needs at least %d characters.".formatted(SHORTEST));
        }
        if (password.length() > LONGEST) {
            throw new Refusal("A password can have %d characters at most.".formatted(LONGEST));
        }
        if (password.toLowerCase(Locale.ROOT).contains(login) && login.length() > 3) {
            throw new Refusal("A password can't contain the sign-in name.");
        }
        return withRoom(() -> encoded(password));
    }

    private String encoded(String password) {
        return Objects.requireNonNull(argon2.encode(password));
    }

    boolean matches(String password, @Nullable String hash) {
        String shortened = password.length() > LONGEST ? password.substring(0, LONGEST) : password;
        boolean same = withRoom(() -> argon2.matches(shortened, hash == null ? NOBODYS : hash));
        return same && hash != null && password.length() <= LONGEST;
    }

    private <T> T withRoom(java.util.function.Supplier<T> work) {
        room.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            room.release();
        }
    }
}
