package dev.sluice.server.api;

import dev.sluice.server.changes.Change;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.status.Status;
import dev.sluice.server.web.IfMatch;
import dev.sluice.server.web.Versions;
import dev.sluice.server.web.Versions.Held;
import org.springframework.stereotype.Component;

/// A change as it is answered: when it is read, and after something was done to it.
@Component
final class ChangeAnswers {
    private final Status status;
    private final Versions versions;

    ChangeAnswers(Status status, Versions versions) {
        this.status = status;
        this.versions = versions;
    }

    ChangeAnswer of(Actor actor, Change change) {
        return ChangeAnswer.of(status.of(actor, change));
    }

    /// Does it where the change is still the one that the request speaks of.
    ChangeAnswer written(Actor actor, Change change, IfMatch match, Runnable write) {
        return versions.write(match, Held.CHANGE, change.id(), () -> of(actor, change), write::run);
    }
}
