package dev.sluice.server.identity.web;

import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Rights;
import dev.sluice.server.identity.StepUp;
import dev.sluice.server.identity.Token;
import dev.sluice.server.identity.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
final class TokenPages {
    private final Tokens tokens;
    private final StepUp stepUp;
    private final Rights rights;

    TokenPages(Tokens tokens, StepUp stepUp, Rights rights) {
        this.tokens = tokens;
        this.stepUp = stepUp;
        this.rights = rights;
    }

    @Right(Right.ACCOUNT)
    @GetMapping("/tokens")
    String list(Actor actor, Model page) {
        page.addAttribute("tokens", tokens.of(actor));
        page.addAttribute("now", Instant.now());
        page.addAttribute(
                "scopes", Tokens.SCOPES.stream().filter(s -> rights.has(actor, s)).toList());
        return "identity/tokens";
    }

    /// The text of a new token is in this one answer and not behind a redirect, which would have to
    /// keep it in the session.
    @Right(Right.ACCOUNT)
    @PostMapping("/tokens")
    String create(
            Actor actor,
            @RequestParam String name,
            @RequestParam(defaultValue = "") List<String> scopes,
            @RequestParam(defaultValue = "90") int days,
            Model page) {
        Token.Made made =
                tokens.create(
                        stepUp.need(actor, "making a token"),
                        name,
                        null,
                        scopes,
                        Duration.ofDays(days));
        page.addAttribute("made", made);
        return list(actor, page);
    }

    @Right(Right.ACCOUNT)
    @PostMapping("/tokens/{id}/revoke")
    String revoke(Actor actor, @PathVariable long id, RedirectAttributes flash) {
        tokens.revoke(actor, id);
        flash.addFlashAttribute("notice", "The token is revoked and no longer answers.");
        return "redirect:/tokens";
    }
}
