package dev.sluice.server.identity.web;

import dev.sluice.server.identity.CurrentActor;
import dev.sluice.server.identity.FirstAdministrator;
import dev.sluice.server.identity.Refusal;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.SignIn;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
final class SignInPages {
    private final CurrentActor current;
    private final FirstAdministrator first;

    SignInPages(CurrentActor current, FirstAdministrator first) {
        this.current = current;
        this.first = first;
    }

    @Right(Right.PUBLIC)
    @GetMapping("/signin")
    String signIn(
            @RequestParam(required = false) String refused,
            @RequestParam(required = false) String out,
            Model page) {
        if (current.find().isPresent()) {
            return "redirect:/";
        }
        if (first.isWanted()) {
            return "redirect:/setup";
        }
        if (refused != null) {
            page.addAttribute("problem", SignIn.REFUSED);
        } else if (out != null) {
            page.addAttribute("notice", "You are signed out.");
        }
        return "identity/signin";
    }

    @Right(Right.PUBLIC)
    @GetMapping("/setup")
    String setup() {
        return first.isWanted() ? "identity/setup" : "redirect:/signin";
    }

    @Right(Right.PUBLIC)
    @PostMapping("/setup")
    String createFirst(
            @RequestParam String word,
            @RequestParam String login,
            @RequestParam String name,
            @RequestParam String password,
            RedirectAttributes flash) {
        try {
            first.create(word, login, name, password);
        } catch (Refusal refused) {
            flash.addFlashAttribute("problem", refused.getMessage());
            return "redirect:/setup";
        }
        flash.addFlashAttribute("notice", "The first administrator stands. Sign in.");
        return "redirect:/signin";
    }
}
