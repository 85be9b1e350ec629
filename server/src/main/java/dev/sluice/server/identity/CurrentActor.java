package dev.sluice.server.identity;

import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/// Who makes the present request. The session holds a person's id only: name, role and whether the
/// account still stands are read again each time.
@Component
public final class CurrentActor {
    private final People people;

    CurrentActor(People people) {
        this.people = people;
    }

    public Optional<Actor> find() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication instanceof TokenSignedIn token) {
            return Optional.of(token.getPrincipal());
        }
        if (authentication instanceof PersonSignedIn person) {
            return people.actor(person.getPrincipal());
        }
        return Optional.empty();
    }
}
