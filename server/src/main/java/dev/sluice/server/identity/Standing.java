package dev.sluice.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/// Whether a session that was good when something long began is good still.
@Component
public final class Standing {
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration lifetime;

    Standing(JdbcClient jdbc, Clock clock, @Value("${sluice.session.lifetime}") Duration lifetime) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.lifetime = lifetime;
    }

    /// A session of a person. Its id is a secret: never to be shown or logged.
    public record Key(String session, long personId, long epoch, Instant until) {
        @Override
        public String toString() {
            return "a session of person " + personId;
        }
    }

    public Optional<Key> of(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null
                        && SecurityContextHolder.getContext().getAuthentication()
                                instanceof PersonSignedIn person
                ? Optional.of(
                        new Key(
                                session.getId(),
                                person.getPrincipal(),
                                person.epoch(),
                                person.begunAt().plus(lifetime)))
                : Optional.empty();
    }

    /// Those that stand no longer: signed out, ended, too old, their person closed.
    public Set<Key> gone(Collection<Key> keys) {
        Instant now = clock.instant();
        Set<String> open =
                Set.copyOf(
                        jdbc.sql(
                                        """
                                        select s.session_id || ' ' || p.id || ' ' || p.session_epoch
                                        from spring_session s join person p on s.principal_name = p.id::text
                                        where s.session_id = any (?) and s.expiry_time > ? and p.disabled_at is null\
                                        """)
                                .params(
                                        keys.stream()
                                                .map(Key::session)
                                                .distinct()
                                                .toArray(String[]::new),
                                        now.toEpochMilli())
                                .query((row, _) -> row.getString(1))
                                .list());
        var gone = new HashSet<Key>();
        for (Key key : keys)
            if (!now.isBefore(key.until())
                    || !open.contains(key.session() + " " + key.personId() + " " + key.epoch()))
                gone.add(key);
        return gone;
    }
}
