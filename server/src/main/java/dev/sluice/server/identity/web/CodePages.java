package dev.sluice.server.identity.web;

import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.CodeNeeded;
import dev.sluice.server.identity.HalfSignedIn;
import dev.sluice.server.identity.Proven;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Sessions;
import dev.sluice.server.identity.SignIn;
import dev.sluice.server.identity.Totp;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.SessionAttribute;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/// The second page of sign-in, and the page on which somebody shows again who they are.
@Controller
public final class CodePages {
    private static final String HALF = "sluice.half";

    private final SignIn signIn;
    private final Sessions sessions;
    private final Totp totp;

    CodePages(SignIn signIn, Sessions sessions, Totp totp) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.totp = totp;
    }

    /// Keeps the first half under a new session id. Returns the page to go to.
    public static String begin(HttpServletRequest request, CodeNeeded needed) {
        request.getSession();
        request.changeSessionId();
        request.getSession().setAttribute(HALF, needed.half());
        return "/signin/code";
    }

    @Right(Right.PUBLIC)
    @GetMapping("/signin/code")
    String code(@SessionAttribute(name = HALF, required = false) @Nullable HalfSignedIn half) {
        return half == null ? "redirect:/signin" : "identity/code";
    }

    @Right(Right.PUBLIC)
    @PostMapping("/signin/code")
    String signIn(
            @SessionAttribute(name = HALF, required = false) @Nullable HalfSignedIn half,
            @RequestParam String code,
            HttpServletRequest request,
            HttpServletResponse response,
            RedirectAttributes flash) {
        if (half == null) {
            return "redirect:/signin";
        }
        Optional<Proven> proven = signIn.code(half, code, request.getRemoteAddr());
        if (proven.isEmpty()) {
            flash.addFlashAttribute("problem", SignIn.CODE_REFUSED);
            return "redirect:/signin/code";
        }
        sessions.enter(proven.get(), request, response);
        return "redirect:/";
    }

    @Right(Right.ACCOUNT)
    @GetMapping("/prove")
    String prove(Actor actor, @RequestParam(defaultValue = "/") String back, Model page) {
        page.addAttribute("back", local(back));
        page.addAttribute("byCode", totp.isOn(actor.personId()));
        return "identity/prove";
    }

    @Right(Right.ACCOUNT)
    @PostMapping("/prove")
    String prove(
            Actor actor,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "/") String back,
            HttpServletRequest request,
            HttpServletResponse response,
            RedirectAttributes flash) {
        Optional<Proven> proven = signIn.prove(actor, password, code, request.getRemoteAddr());
        if (proven.isEmpty()) {
            flash.addFlashAttribute(
                    "problem", totp.isOn(actor.personId()) ? SignIn.CODE_REFUSED : SignIn.REFUSED);
            flash.addAttribute("back", local(back));
            return "redirect:/prove";
        }
        sessions.renew(proven.get(), request, response);
        flash.addFlashAttribute("notice", "Thank you. Repeat the step now: nothing was done yet.");
        return "redirect:" + local(back);
    }

    /// A path of ours and nothing else: what stands in an address was written by anybody.
    private static String local(String back) {
        return back.matches("/(?![/\\\\])[\\x21-\\x5B\\x5D-\\x7E]*") ? back : "/";
    }
}
