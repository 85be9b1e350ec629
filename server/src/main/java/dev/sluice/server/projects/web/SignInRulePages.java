package dev.sluice.server.projects.web;

import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Right;
import dev.sluice.server.projects.Project;
import dev.sluice.server.projects.SignInRule;
import dev.sluice.server.projects.SignInRules;
import dev.sluice.server.web.Lookup;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/// The page on which an administrator says what environments ask of an approver's sign-in.
@Controller
final class SignInRulePages {
    private final Lookup lookup;
    private final SignInRules rules;

    SignInRulePages(Lookup lookup, SignInRules rules) {
        this.lookup = lookup;
        this.rules = rules;
    }

    @Right(Right.ADMIN)
    @GetMapping("/p/{project}/sign-in")
    String show(Actor actor, @PathVariable long project, Model page) {
        Project of = lookup.project(actor, project);
        page.addAttribute("project", of);
        page.addAttribute("rules", rules.ofProject(of.id()));
        return "projects/signin";
    }

    @Right(Right.ADMIN)
    @PostMapping("/p/{project}/sign-in")
    String set(
            Actor actor,
            @PathVariable long project,
            @RequestParam String environment,
            @RequestParam(defaultValue = "false") boolean stepUp,
            @RequestParam(defaultValue = "false") boolean requireTotp,
            RedirectAttributes flash) {
        rules.set(
                actor,
                lookup.project(actor, project),
                environment,
                new SignInRule(stepUp, requireTotp));
        flash.addFlashAttribute("notice", "This counts for every approval from now on.");
        return "redirect:/p/%d/sign-in".formatted(project);
    }
}
