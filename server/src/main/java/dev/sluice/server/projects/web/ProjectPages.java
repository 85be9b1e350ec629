package dev.sluice.server.projects.web;

import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Right;
import dev.sluice.server.projects.NewEnvironment;
import dev.sluice.server.projects.Project;
import dev.sluice.server.projects.Projects;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
final class ProjectPages {
    private final Projects projects;

    ProjectPages(Projects projects) {
        this.projects = projects;
    }

    @Right(Right.ADMIN)
    @GetMapping("/projects/new")
    String form() {
        return "projects/new";
    }

    /// Three rows in the form; one without a name is left out.
    @Right(Right.ADMIN)
    @PostMapping("/projects/new")
    String create(
            Actor actor,
            @RequestParam String name,
            @RequestParam List<String> environment,
            @RequestParam List<Integer> approvals,
            @RequestParam List<String> start,
            RedirectAttributes flash) {
        var wanted = new ArrayList<NewEnvironment>();
        for (int i = 0; i < environment.size(); i++) {
            if (!environment.get(i).isBlank()) {
                wanted.add(
                        new NewEnvironment(
                                environment.get(i).strip(),
                                approvals.get(i),
                                start.get(i).equals("automatic"),
                                0));
            }
        }
        Project made = projects.create(actor, name.strip(), wanted);
        flash.addFlashAttribute("notice", "The project stands. Register its first database.");
        return "redirect:/p/%d/d/new".formatted(made.id());
    }
}
