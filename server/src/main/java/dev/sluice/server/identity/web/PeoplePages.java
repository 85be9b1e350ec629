package dev.sluice.server.identity.web;

import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Emergencies;
import dev.sluice.server.identity.People;
import dev.sluice.server.identity.Person;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Totp;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
public final class PeoplePages {
    private final People people;
    private final JdbcClient jdbc;
    private final Totp totp;
    private final Emergencies emergencies;

    PeoplePages(People people, JdbcClient jdbc, Totp totp, Emergencies emergencies) {
        this.emergencies = emergencies;
        this.people = people;
        this.totp = totp;
        this.jdbc = jdbc;
    }

    /// One line of the page; `projects` are the names of those that the person is a member of.
    public record Row(Person person, List<ProjectName> projects) {
        public Row {
            projects = List.copyOf(projects);
        }
    }

    public record ProjectName(long id, String name) {}

    @Right(Right.ADMIN)
    @GetMapping("/people")
    String list(Actor actor, Model page) {
        List<ProjectName> projects = projects();
        var rows = new ArrayList<Row>();
        for (Person person : people.all()) {
            List<Long> theirs = people.memberships(person.id());
            rows.add(
                    new Row(
                            person,
                            projects.stream().filter(p -> theirs.contains(p.id())).toList()));
        }
        page.addAttribute("rows", rows);
        page.addAttribute("projects", projects);
        page.addAttribute("me", actor.personId());
        page.addAttribute("secondFactors", totp.holders());
        page.addAttribute("emergencies", emergencies.holders());
        return "identity/people";
    }

    @Right(Right.ADMIN)
    @PostMapping("/people")
    String create(
            Actor actor,
            @RequestParam String login,
            @RequestParam String name,
            @RequestParam String password,
            @RequestParam(defaultValue = "false") boolean administrator,
            RedirectAttributes flash) {
        people.create(actor, login, name, password, administrator);
        flash.addFlashAttribute(
                "notice", name + " can sign in now. Add them to a project so that they see it.");
        return "redirect:/people";
    }

    @Right(Right.ADMIN)
    @PostMapping("/people/{id}/closed")
    String close(
            Actor actor,
            @PathVariable long id,
            @RequestParam boolean closed,
            RedirectAttributes flash) {
        if (closed) {
            people.disable(actor, id);
        } else {
            people.enable(actor, id);
        }
        flash.addFlashAttribute(
                "notice",
                closed
                        ? "The account is closed and its sessions have ended."
                        : "The account is open again.");
        return "redirect:/people";
    }

    @Right(Right.ADMIN)
    @PostMapping("/people/{id}/projects")
    String membership(
            Actor actor,
            @PathVariable long id,
            @RequestParam long project,
            @RequestParam boolean member,
            RedirectAttributes flash) {
        if (member) {
            people.addMember(actor, project, id);
        } else {
            people.removeMember(actor, project, id);
        }
        flash.addFlashAttribute(
                "notice",
                member ? "The person is a member now." : "The person is no longer a member.");
        return "redirect:/people";
    }

    private List<ProjectName> projects() {
        return jdbc.sql("SELECT id, name FROM project ORDER BY name")
                .query((row, n) -> new ProjectName(row.getLong(1), row.getString(2)))
                .list();
    }
}
