package dev.sluice.server.api;

import static dev.sluice.server.web.ProblemKind.NOT_FOUND;
import static dev.sluice.server.web.ProblemKind.NOT_POSSIBLE_NOW;
import static dev.sluice.server.web.ProblemKind.NOT_TAKEN;

import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Grant;
import dev.sluice.server.identity.Grants;
import dev.sluice.server.identity.Groups;
import dev.sluice.server.identity.NotFound;
import dev.sluice.server.identity.People;
import dev.sluice.server.identity.Person;
import dev.sluice.server.identity.Right;
import dev.sluice.server.projects.Projects;
import dev.sluice.server.web.Listed;
import dev.sluice.server.web.Operation;
import dev.sluice.server.web.Paging;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
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
            String role,
            @Nullable String project,
            @Nullable String environment) {}

    record NewGroup(String name) {}

    record GroupMember(String login) {}

    record NewServiceAccount(String login, @Nullable String name) {}

    record AccountAnswer(String login, String name) {}

    record PersonAnswer(
            long id,
            String login,
            String name,
            boolean administrator,
            boolean service,
            boolean closed,
            Instant createdAt) {
        static PersonAnswer of(Person p) {
            return new PersonAnswer(
                    p.id(),
                    p.login(),
                    p.name(),
                    p.administrator(),
                    p.service(),
                    p.disabled(),
                    p.createdAt());
        }
    }

    @Right(Right.ADMIN)
    @GetMapping("/people")
    @Operation(id = "listPeople", summary = "Accounts, of people and of programs")
    Listed<PersonAnswer> people(Paging paging) {
        return Listed.rising(paging, people.all(), Person::id).map(PersonAnswer::of);
    }

    @Right(Right.ADMIN)
    @GetMapping("/grants")
    @Operation(id = "listGrants", summary = "All roles, of everybody")
    Listed<GrantAnswer> grants(
            @RequestParam(required = false) @Nullable String login,
            @RequestParam(required = false) @Nullable String project,
            Paging paging) {
        List<Grant> all = grants.all();
        return Listed.rising(
                        paging,
                        all.stream()
                                .filter(g ->
                                        login == null
                                                || g.personId() != null && login.equals(g.holder()))
                                .filter(g -> project == null || project.equals(g.project()))
                                .toList(),
                        Grant::id)
                .map(GrantAnswer::of);
    }

    @Right(Right.ADMIN)
    @PostMapping("/grants")
    @Operation(
            id = "grant",
            summary = "Give a role",
            problems = {NOT_FOUND, NOT_POSSIBLE_NOW, NOT_TAKEN})
    HolderAnswer grant(Actor actor, @RequestBody NewGrant body) {
        Long project =
                body.project == null
                        ? null
                        : Long.valueOf(projects.named(actor, Right.ADMIN, body.project).id());
        grants.add(
                actor,
                holders.holder(body.login, body.group),
                Grants.roles(List.of(body.role)),
                grants.scope(project, body.environment));
        return holders.named(body.login, body.group);
    }

    @Right(Right.ADMIN)
    @PostMapping("/grants/{id}/revoke")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            id = "revokeGrant",
            summary = "Take a role",
            problems = {NOT_POSSIBLE_NOW, NOT_TAKEN})
    void revoke(Actor actor, @PathVariable long id) {
        grants.remove(actor, id);
    }

    @Right(Right.ADMIN)
    @GetMapping("/groups")
    @Operation(id = "listGroups", summary = "Groups of people")
    Listed<Groups.Group> groups(Paging paging) {
        return Listed.rising(paging, groups.all(), Groups.Group::id);
    }

    @Right(Right.ADMIN)
    @PostMapping("/groups")
    @Operation(id = "createGroup", summary = "A new group", problems = NOT_TAKEN)
    Groups.Group create(Actor actor, @RequestBody NewGroup body) {
        return groups.create(actor, body.name);
    }

    @Right(Right.ADMIN)
    @PostMapping("/groups/{group}/members")
    @Operation(id = "joinGroup", summary = "Let somebody into a group", problems = NOT_TAKEN)
    Groups.Group join(Actor actor, @PathVariable String group, @RequestBody GroupMember body) {
        groups.addMember(actor, groups.named(group), holders.person(body.login));
        return groups.named(group);
    }

    @Right(Right.ADMIN)
    @PostMapping("/groups/{group}/members/remove")
    @Operation(
            id = "leaveGroup",
            summary = "Take somebody out of a group",
            problems = {NOT_POSSIBLE_NOW, NOT_TAKEN})
    Groups.Group leave(Actor actor, @PathVariable String group, @RequestBody GroupMember body) {
        groups.removeMember(actor, groups.named(group), holders.person(body.login));
        return groups.named(group);
    }

    /// An account for a program. Its tokens: `POST /tokens` with `account`.
    @Right(Right.ADMIN)
    @PostMapping("/service-accounts")
    @Operation(
            id = "createServiceAccount",
            summary = "An account for a program",
            problems = NOT_TAKEN)
    AccountAnswer service(Actor actor, @RequestBody NewServiceAccount body) {
        long id =
                people.createService(
                        actor, body.login, Objects.requireNonNullElse(body.name, body.login));
        return people.byId(id)
                .map(p -> new AccountAnswer(p.login(), p.name()))
                .orElseThrow(() -> new NotFound("There is no such account."));
    }
}
