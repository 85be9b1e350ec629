package dev.sluice.server.identity.web;

import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Emergencies;
import dev.sluice.server.identity.Refusal;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Sessions;
import dev.sluice.server.identity.Totp;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/// One's own account: sessions, second factor, password. What an administrator may end for others
/// is here too.
@Controller
final class AccountPages {
    private static final String ACCOUNT = "redirect:/account";

    private final Sessions sessions;
    private final Totp totp;
    private final Emergencies emergencies;

    AccountPages(Sessions sessions, Totp totp, Emergencies emergencies) {
        this.emergencies = emergencies;
        this.sessions = sessions;
        this.totp = totp;
    }

    @Right(Right.ACCOUNT)
    @GetMapping("/account")
    String account(Actor actor, HttpSession session, Model page) {
        page.addAttribute("sessions", sessions.of(actor, session));
        page.addAttribute("totp", totp.isOn(actor.personId()));
        page.addAttribute("recoveryLeft", totp.recoveryCodesLeft(actor.personId()));
        return "identity/account";
    }

    @Right(Right.ACCOUNT)
    @PostMapping("/account/sessions/{key}/end")
    String end(Actor actor, @PathVariable String key, RedirectAttributes flash) {
        sessions.end(actor, key);
        flash.addFlashAttribute("notice", "The session has ended.");
        return ACCOUNT;
    }

    @Right(Right.ACCOUNT)
    @PostMapping("/account/sessions/end-others")
    String endOthers(Actor actor, HttpSession session, RedirectAttributes flash) {
        int ended = sessions.endOthers(actor, session);
        flash.addFlashAttribute(
                "notice",
                ended == 1 ? "1 other session has ended." : ended + " other sessions have ended.");
        return ACCOUNT;
    }

    /// All sessions end; this browser begins a new one.
    @Right(Right.ACCOUNT)
    @PostMapping("/account/password")
    String password(
            Actor actor,
            @RequestParam String password,
            HttpServletRequest request,
            HttpServletResponse response,
            RedirectAttributes flash) {
        sessions.changePassword(actor, password, request, response);
        flash.addFlashAttribute(
                "notice", "Your password is another one now. Every other session has ended.");
        return ACCOUNT;
    }

    /// The secret is in this one answer and not behind a redirect.
    @Right(Right.ACCOUNT)
    @PostMapping("/account/totp/begin")
    String begin(Actor actor, Model page) {
        return secret(totp.begin(actor), page);
    }

    @Right(Right.ACCOUNT)
    @PostMapping("/account/totp/confirm")
    String confirm(Actor actor, @RequestParam String code, Model page) {
        try {
            return recovery(totp.confirm(actor, code), page);
        } catch (Refusal wrong) {
            var waiting = totp.waiting(actor);
            if (waiting.isEmpty()) {
                throw wrong;
            }
            page.addAttribute("problem", wrong.getMessage());
            return secret(waiting.get(), page);
        }
    }

    @Right(Right.ACCOUNT)
    @PostMapping("/account/totp/recovery-codes")
    String recoveryCodes(Actor actor, Model page) {
        return recovery(totp.renewRecoveryCodes(actor), page);
    }

    @Right(Right.ACCOUNT)
    @PostMapping("/account/totp/remove")
    String remove(Actor actor, RedirectAttributes flash) {
        totp.remove(actor);
        flash.addFlashAttribute("notice", "Your second factor is taken off.");
        return ACCOUNT;
    }

    @Right(Right.ADMIN)
    @PostMapping("/people/{id}/sessions/end")
    String endAll(Actor actor, @PathVariable long id, RedirectAttributes flash) {
        sessions.endAll(actor, id);
        flash.addFlashAttribute("notice", "All sessions of this person have ended.");
        return "redirect:/people";
    }

    @Right(Right.ADMIN)
    @PostMapping("/people/{id}/totp/reset")
    String reset(Actor actor, @PathVariable long id, RedirectAttributes flash) {
        totp.reset(actor, id);
        flash.addFlashAttribute(
                "notice",
                "The second factor of this person is taken off. They can set up a new one.");
        return "redirect:/people";
    }

    @Right(Right.ADMIN)
    @PostMapping("/people/{id}/break-glass")
    String breakGlass(
            Actor actor,
            @PathVariable long id,
            @RequestParam boolean holds,
            RedirectAttributes flash) {
        emergencies.grant(actor, id, holds);
        flash.addFlashAttribute(
                "notice",
                holds
                        ? "This person may ask for and confirm emergency starts."
                        : "This person may no longer start in an emergency.");
        return "redirect:/people";
    }

    private static String secret(Totp.Secret secret, Model page) {
        page.addAttribute("secret", secret);
        page.addAttribute("qr", QrCode.path(secret.uri()));
        page.addAttribute("side", QrCode.side(secret.uri()));
        return "identity/totp";
    }

    private static String recovery(List<String> codes, Model page) {
        page.addAttribute("codes", codes);
        return "identity/recovery";
    }
}
