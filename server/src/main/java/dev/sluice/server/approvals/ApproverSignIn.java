package dev.sluice.server.approvals;

import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Forbidden;
import dev.sluice.server.identity.StepUp;
import dev.sluice.server.identity.Totp;
import dev.sluice.server.projects.Environment;
import dev.sluice.server.projects.SignInRule;
import dev.sluice.server.projects.SignInRules;
import org.springframework.stereotype.Component;

/// Whether an approver has shown well enough who they are, as the environment asks.
@Component
final class ApproverSignIn {
    private final SignInRules rules;
    private final Totp totp;
    private final StepUp stepUp;

    ApproverSignIn(SignInRules rules, Totp totp, StepUp stepUp) {
        this.rules = rules;
        this.totp = totp;
        this.stepUp = stepUp;
    }

    void need(Actor by, Environment stage) {
        SignInRule rule = rules.of(stage.id());
        if (rule.requireTotp() && !totp.isOn(by.personId()))
            throw new Forbidden(
                    "%s takes approvals only of people with a second factor. Set one up on the page /account, then approve."
                            .formatted(stage.name()));
        if (rule.stepUp()) stepUp.need(by, "approving for " + stage.name());
    }
}
