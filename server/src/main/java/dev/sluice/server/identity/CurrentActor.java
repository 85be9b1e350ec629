package dev.sluice.server.identity;

import dev.sluice.server.ReadOnce;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/// Who makes the present request. Name, role and whether the account and its sessions still stand
/// are read again each time.
@Component
public final class CurrentActor {
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration lifetime;

    CurrentActor(
            JdbcClient jdbc, Clock clock, @Value("${sluice.session.lifetime}") Duration lifetime) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.lifetime = lifetime;
    }

    public Optional<Actor> find() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication instanceof TokenSignedIn token) {
            return Optional.of(token.getPrincipal());
        }
        if (authentication instanceof PersonSignedIn person) {
            return standing(person);
        }
        return Optional.empty();
    }

    private Optional<Actor> standing(PersonSignedIn person) {
        if (!clock.instant().isBefore(person.begunAt().plus(lifetime))) {
            return Optional.empty();
        }
        return ReadOnce.of(
                "signed in", List.of(person.getPrincipal(), person.epoch()), () -> read(person));
    }

    private Optional<Actor> read(PersonSignedIn person) {
        return jdbc.sql(
                        """
                        SELECT name FROM person
                        WHERE id = ? AND disabled_at IS NULL AND session_epoch = ?
                        """)
                .params(person.getPrincipal(), person.epoch())
                .query(String.class)
                .optional()
                .map(name -> new Actor(person.getPrincipal(), name, null));
    }
}
