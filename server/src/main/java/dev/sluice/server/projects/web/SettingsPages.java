package dev.sluice.server.projects.web;

import dev.sluice.server.approvals.Policies;
import dev.sluice.server.approvals.Policy;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Grant;
import dev.sluice.server.identity.Grants;
import dev.sluice.server.identity.Groups;
import dev.sluice.server.identity.People;
import dev.sluice.server.identity.Refusal;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Rights;
import dev.sluice.server.identity.Role;
import dev.sluice.server.identity.Scope;
import dev.sluice.server.projects.Environment;
import dev.sluice.server.projects.Project;
import dev.sluice.server.projects.Projects;
import dev.sluice.server.rollouts.Pace;
import dev.sluice.server.rollouts.Paces;
import dev.sluice.server.web.Lookup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/// Who may do what in one project, and how it is rolled out: read by everybody of it, changed by
/// who administers there.
@Controller
public final class SettingsPages {
    private final Projects projects;
    private final Grants grants;
    private final Groups groups;
    private final People people;
    private final Rights rights;
    private final Lookup lookup;
    private final Policies policies;
    private final Paces paces;

    SettingsPages(
            Projects projects,
            Grants grants,
            Groups groups,
            People people,
            Rights rights,
            Lookup lookup,
            Policies policies,
            Paces paces) {
        this.projects = projects;
        this.grants = grants;
        this.groups = groups;
        this.people = people;
        this.rights = rights;
        this.lookup = lookup;
        this.policies = policies;
        this.paces = paces;
    }

    /// `places` are the environments that the reader may give roles for, the empty name for all.
    public record Settings(
            String href,
            String name,
            boolean mayAudit,
            List<Row> grants,
            List<String> roles,
            List<String> places,
            List<Rules> environments,
            List<PaceForm> paces) {
        public Settings {
            grants = List.copyOf(grants);
            roles = List.copyOf(roles);
            places = List.copyOf(places);
            environments = List.copyOf(environments);
            paces = List.copyOf(paces);
        }
    }

    public record Row(Grant grant, boolean mayRevoke) {}

    /// How one environment is approved: its rules in words, and as JSON for the form.
    public record Rules(
            String environment, int approvals, List<String> words, String json, boolean mayChange) {
        public Rules {
            words = List.copyOf(words);
        }
    }

    /// How a rollout goes through the databases of one environment.
    public record PaceForm(String environment, Pace pace, boolean mayChange) {
        /// The names, or how many.
        public String canary() {
            return pace.canaries().isEmpty()
                    ? String.valueOf(pace.canary())
                    : String.join(", ", pace.canaries());
        }
    }

    @Right(Right.READ)
    @GetMapping("/p/{project}/settings")
    String settings(Actor actor, @PathVariable long project, Model page) {
        Project of = lookup.project(actor, project);
        page.addAttribute(
                "settings",
                new Settings(
                        "/p/" + project,
                        of.name(),
                        rights.has(actor, Right.AUDIT, project),
                        grants.of(project).stream()
                                .map(g -> new Row(g, mayRule(actor, project, g.scope())))
                                .toList(),
                        Arrays.stream(Role.values()).map(Role::text).toList(),
                        places(actor, project),
                        projects.environments(project).stream().map(e -> rules(actor, e)).toList(),
                        projects.environments(project).stream()
                                .map(e -> new PaceForm(e.name(), paces.of(e), mayChange(actor, e)))
                                .toList()));
        return "projects/settings";
    }

    private Rules rules(Actor actor, Environment environment) {
        Policy policy = policies.of(environment);
        return new Rules(
                environment.name(),
                environment.approvals(),
                policy.rules().stream().map(Policy.Rule::words).toList(),
                Policies.text(policy),
                mayChange(actor, environment));
    }

    private boolean mayChange(Actor actor, Environment environment) {
        return rights.has(actor, Right.ADMIN, environment.projectId(), environment.id());
    }

    @Right(Right.ADMIN)
    @PostMapping("/p/{project}/settings/policy")
    String policy(
            Actor actor,
            @PathVariable long project,
            @RequestParam String environment,
            @RequestParam String rules,
            RedirectAttributes flash) {
        lookup.project(actor, project);
        policies.set(actor, projects.environment(project, environment), rules);
        flash.addFlashAttribute("notice", "The rules of " + environment + " stand.");
        return back(project);
    }

    private boolean mayRule(Actor actor, long project, Scope scope) {
        Long environment = scope.environmentId();
        return environment == null
                ? rights.has(actor, Right.ADMIN, project)
                : rights.has(actor, Right.ADMIN, project, environment);
    }

    private List<String> places(Actor actor, long project) {
        var places = new ArrayList<String>();
        if (rights.has(actor, Right.ADMIN, project)) places.add("");
        projects.environments(project).stream()
                .filter(e -> rights.has(actor, Right.ADMIN, project, e.id()))
                .map(Environment::name)
                .forEach(places::add);
        return places;
    }

    @Right(Right.ADMIN)
    @PostMapping("/p/{project}/settings/grants")
    String grant(
            Actor actor,
            @PathVariable long project,
            @RequestParam String who,
            @RequestParam String role,
            @RequestParam String environment,
            RedirectAttributes flash) {
        lookup.project(actor, project);
        Scope scope = grants.scope(project, environment);
        grants.add(
                actor,
                holder(who.strip()),
                role.equals("member") ? Role.OF_MEMBERS : Set.of(Role.of(role)),
                scope);
        flash.addFlashAttribute("notice", "The role is given.");
        return back(project);
    }

    private Grant.Holder holder(String who) {
        return people.byLogin(who)
                .<Grant.Holder>map(p -> new Grant.Holder.OfPerson(p.id()))
                .or(() -> groups.find(who).map(g -> new Grant.Holder.OfGroup(g.id())))
                .orElseThrow(
                        () -> new Refusal("There is no account or group \"%s\".".formatted(who)));
    }

    @Right(Right.ADMIN)
    @PostMapping("/p/{project}/settings/revoke")
    String revoke(
            Actor actor,
            @PathVariable long project,
            @RequestParam long grant,
            RedirectAttributes flash) {
        lookup.project(actor, project);
        Grant its =
                grants.of(project).stream()
                        .filter(g -> g.id() == grant)
                        .findFirst()
                        .orElseThrow(() ->
                                new dev.sluice.server.identity.NotFound(
                                        "There is no such grant in this project."));
        grants.remove(actor, its.id());
        flash.addFlashAttribute("notice", "The role is taken back.");
        return back(project);
    }

    private static String back(long project) {
        return "redirect:/p/%d/settings".formatted(project);
    }
}
