package dev.sluice.server.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/// Whether the caller has shown a short while ago who they are: by signing in or by the page
/// `/prove` in this session, or by a token that was made then.
@Component
public final class StepUp {
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration fresh;

    StepUp(JdbcClient jdbc, Clock clock, @Value("${sluice.session.fresh}") Duration fresh) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.fresh = fresh;
    }

    /// Goes on only with a fresh proof. `what` is what it is for: `approving for production`.
    public Proven need(Actor by, String what) {
        return proof(by)
                .filter(p -> clock.instant().isBefore(p.at().plus(fresh)))
                .orElseThrow(() ->
                        new ProofNeeded(
                                by.tokenId() == null
                                        ? "Before %s, show once more that it is you."
                                                .formatted(what)
                                        : "Before %s, sign in again: sluice login. Its token counts as proof for %d minutes."
                                                .formatted(what, fresh.toMinutes())));
    }

    private Optional<Proven> proof(Actor by) {
        if (by.isSystem()) {
            return Optional.of(new Proven(by, 0, clock.instant()));
        }
        if (by.tokenId() != null) {
            return madeAt(by.tokenId()).map(at -> new Proven(by, 0, at));
        }
        return SecurityContextHolder.getContext().getAuthentication()
                                instanceof PersonSignedIn person
                        && person.getPrincipal() == by.personId()
                ? Optional.of(new Proven(by, person.epoch(), person.provedAt()))
                : Optional.empty();
    }

    private Optional<Instant> madeAt(long tokenId) {
        return jdbc.sql("SELECT proved_at FROM token WHERE id = ? AND proved_at IS NOT NULL")
                .param(tokenId)
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }
}
