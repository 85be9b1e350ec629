package dev.sluice.server.api;

import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Grant;
import dev.sluice.server.identity.Grants;
import dev.sluice.server.identity.Groups;
import dev.sluice.server.identity.NotFound;
import dev.sluice.server.identity.People;
import dev.sluice.server.identity.Refusal;
import dev.sluice.server.identity.Right;
import dev.sluice.server.projects.Projects;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Roles, groups and service accounts on the wire, for who administers everywhere. Members of one
/// project: [ProjectApi].
@RestController
@RequestMapping("/api/v1")
final class GrantApi {
    private final Grants grants;
    private final Groups groups;
    private final People people;
    private final Projects projects;
    private final Holders holders;

    GrantApi(Grants grants, Groups groups, People people, Projects projects, Holders holders) {
        this.grants = grants;
        this.groups = groups;
        this.people = people;
        this.projects = projects;
        this.holders = holders;
    }

    record NewGrant(
            @Nullable String login,
            @Nullable String group,
            @Nullable String role,
            @Nullable String project,
            @Nullable String environment) {}

    record Named(@Nullable String name, @Nullable String login) {}

    @Right(Right.ADMIN)
    @GetMapping("/grants")
    List<Map<String, Object>> grants() {
        return grants.all().stream().map(GrantApi::json).toList();
    }

    @Right(Right.ADMIN)
    @PostMapping("/grants")
    List<Map<String, Object>> grant(Actor actor, @RequestBody NewGrant body) {
        if (body.role == null) throw new Refusal("Say which role (role).");
        Long project =
                body.project == null
                        ? null
                        : Long.valueOf(projects.named(actor, Right.ADMIN, body.project).id());
        grants.add(
                actor,
                holders.holder(body.login, body.group),
                Grants.roles(List.of(body.role)),
                grants.scope(project, body.environment));
        return grants();
    }

    @Right(Right.ADMIN)
    @PostMapping("/grants/{id}/revoke")
    List<Map<String, Object>> revoke(Actor actor, @PathVariable long id) {
        grants.remove(actor, id);
        return grants();
    }

    @Right(Right.ADMIN)
    @GetMapping("/groups")
    List<Groups.Group> groups() {
        return groups.all();
    }

    @Right(Right.ADMIN)
    @PostMapping("/groups")
    Groups.Group create(Actor actor, @RequestBody Named body) {
        return groups.create(actor, Objects.requireNonNullElse(body.name, ""));
    }

    @Right(Right.ADMIN)
    @PostMapping("/groups/{group}/members")
    Groups.Group join(Actor actor, @PathVariable String group, @RequestBody Named body) {
        groups.addMember(actor, groups.named(group), holders.person(body.login));
        return groups.named(group);
    }

    @Right(Right.ADMIN)
    @PostMapping("/groups/{group}/members/remove")
    Groups.Group leave(Actor actor, @PathVariable String group, @RequestBody Named body) {
        groups.removeMember(actor, groups.named(group), holders.person(body.login));
        return groups.named(group);
    }

    /// An account for a program. Its tokens: `POST /tokens` with `account`.
    @Right(Right.ADMIN)
    @PostMapping("/service-accounts")
    Map<String, Object> service(Actor actor, @RequestBody Named body) {
        String login = Objects.requireNonNullElse(body.login, "");
        long id = people.createService(actor, login, Objects.requireNonNullElse(body.name, login));
        return people.byId(id)
                .map(p -> Map.<String, Object>of("login", p.login(), "name", p.name()))
                .orElseThrow(() -> new NotFound("There is no such account."));
    }

    static Map<String, Object> json(Grant grant) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", grant.id());
        json.put(grant.personId() != null ? "login" : "group", grant.holder());
        json.put("role", grant.role().text());
        if (grant.project() != null) json.put("project", grant.project());
        if (grant.environment() != null) json.put("environment", grant.environment());
        return json;
    }
}
