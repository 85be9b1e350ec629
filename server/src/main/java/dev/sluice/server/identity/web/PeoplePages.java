package dev.sluice.server.identity.web;

import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Emergencies;
import dev.sluice.server.identity.Grant;
import dev.sluice.server.identity.Grants;
import dev.sluice.server.identity.Groups;
import dev.sluice.server.identity.NotFound;
import dev.sluice.server.identity.People;
import dev.sluice.server.identity.Person;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Role;
import dev.sluice.server.identity.Scope;
import dev.sluice.server.identity.Token;
import dev.sluice.server.identity.Tokens;
import dev.sluice.server.identity.Totp;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/// Accounts, groups and all roles, for who administers everywhere.
@Controller
public final class PeoplePages {
    private static final String MEMBER = "member";

    private final People people;
    private final Grants grants;
    private final Groups groups;
    private final Tokens tokens;
    private final JdbcClient jdbc;
    private final Totp totp;
    private final Emergencies emergencies;

    PeoplePages(
            People people,
            Grants grants,
            Groups groups,
            Tokens tokens,
            JdbcClient jdbc,
            Totp totp,
            Emergencies emergencies) {
        this.emergencies = emergencies;
        this.people = people;
        this.grants = grants;
        this.groups = groups;
        this.tokens = tokens;
        this.totp = totp;
        this.jdbc = jdbc;
    }

    /// One line of the page. `tokens` are those that nobody has revoked.
    public record Row(Person person, List<Grant> grants, List<String> groups, List<Token> tokens) {
        public Row {
            grants = List.copyOf(grants);
            groups = List.copyOf(groups);
            tokens = List.copyOf(tokens);
        }
    }

    public record GroupRow(Groups.Group group, List<Grant> grants) {
        public GroupRow {
            grants = List.copyOf(grants);
        }
    }

    /// Where a role may hold, as a form sends it.
    public record Place(String value, String words) {}

    @Right(Right.ADMIN)
    @GetMapping("/people")
    String list(Actor actor, Model page) {
        List<Grant> all = grants.all();
        List<Groups.Group> groups = this.groups.all();
        Map<Long, List<Token>> standing = tokens.standing();
        page.addAttribute(
                "rows", people.all().stream().map(p -> row(p, all, groups, standing)).toList());
        page.addAttribute(
                "groups",
                groups.stream()
                        .map(g ->
                                new GroupRow(
                                        g,
                                        all.stream()
                                                .filter(r -> Objects.equals(r.groupId(), g.id()))
                                                .toList()))
                        .toList());
        page.addAttribute("places", places());
        page.addAttribute("roles", Arrays.stream(Role.values()).map(Role::text).toList());
        page.addAttribute("me", actor.personId());
        page.addAttribute("secondFactors", totp.holders());
        page.addAttribute("emergencies", emergencies.holders());
        return "identity/people";
    }

    private static Row row(
            Person person,
            List<Grant> all,
            List<Groups.Group> groups,
            Map<Long, List<Token>> tokens) {
        return new Row(
                person,
                all.stream().filter(g -> Objects.equals(g.personId(), person.id())).toList(),
                groups.stream()
                        .filter(g -> g.members().stream().anyMatch(m -> m.id() == person.id()))
                        .map(Groups.Group::name)
                        .toList(),
                tokens.getOrDefault(person.id(), List.of()));
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
        return back(flash, name + " can sign in now. Add them to a project so that they see it.");
    }

    @Right(Right.ADMIN)
    @PostMapping("/people/service-accounts")
    String createService(
            Actor actor,
            @RequestParam String login,
            @RequestParam String name,
            RedirectAttributes flash) {
        people.createService(actor, login, name);
        return back(flash, name + " stands. Give it a role in a project and make a token for it.");
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
        return back(
                flash,
                closed
                        ? "The account is closed and its sessions have ended."
                        : "The account is open again.");
    }

    @Right(Right.ADMIN)
    @PostMapping("/people/{id}/grants")
    String grant(
            Actor actor,
            @PathVariable long id,
            @RequestParam String role,
            @RequestParam String place,
            RedirectAttributes flash) {
        grants.add(actor, new Grant.Holder.OfPerson(id), roles(role), scope(place));
        return back(flash, "The role is given.");
    }

    @Right(Right.ADMIN)
    @PostMapping("/groups/{id}/grants")
    String grantGroup(
            Actor actor,
            @PathVariable long id,
            @RequestParam String role,
            @RequestParam String place,
            RedirectAttributes flash) {
        grants.add(actor, new Grant.Holder.OfGroup(id), roles(role), scope(place));
        return back(flash, "The role is given to everybody in the group.");
    }

    @Right(Right.ADMIN)
    @PostMapping("/grants/{id}/revoke")
    String revoke(Actor actor, @PathVariable long id, RedirectAttributes flash) {
        grants.remove(actor, id);
        return back(flash, "The role is taken back.");
    }

    @Right(Right.ADMIN)
    @PostMapping("/groups")
    String createGroup(Actor actor, @RequestParam String name, RedirectAttributes flash) {
        groups.create(actor, name);
        return back(flash, "The group stands. Add people to it.");
    }

    @Right(Right.ADMIN)
    @PostMapping("/groups/{id}/members")
    String member(
            Actor actor,
            @PathVariable long id,
            @RequestParam long person,
            @RequestParam boolean member,
            RedirectAttributes flash) {
        if (member) {
            groups.addMember(actor, groups.byId(id), existing(person));
        } else {
            groups.removeMember(actor, groups.byId(id), existing(person));
        }
        return back(
                flash,
                member ? "The person is in the group now." : "The person is out of the group.");
    }

    /// The text of the token is in this one answer only.
    @Right(Right.ADMIN)
    @PostMapping("/people/{id}/tokens")
    String token(
            Actor actor,
            @PathVariable long id,
            @RequestParam String name,
            @RequestParam(defaultValue = "") List<String> scopes,
            @RequestParam(defaultValue = "90") int days,
            Model page) {
        page.addAttribute(
                "made",
                tokens.createFor(actor, existing(id), name, null, scopes, Duration.ofDays(days)));
        return list(actor, page);
    }

    @Right(Right.ADMIN)
    @PostMapping("/people/tokens/{id}/revoke")
    String revokeToken(Actor actor, @PathVariable long id, RedirectAttributes flash) {
        tokens.revoke(actor, id);
        return back(flash, "The token is revoked and no longer answers.");
    }

    private Person existing(long id) {
        return people.byId(id).orElseThrow(() -> new NotFound("There is no such person."));
    }

    private static String back(RedirectAttributes flash, String notice) {
        flash.addFlashAttribute("notice", notice);
        return "redirect:/people";
    }

    private static Set<Role> roles(String role) {
        return role.equals(MEMBER) ? Role.OF_MEMBERS : Set.of(Role.of(role));
    }

    private Scope scope(String place) {
        if (place.equals("everywhere")) {
            return Scope.EVERYWHERE;
        }
        return jdbc.sql(
                        """
                        SELECT j.id, e.id FROM project j LEFT JOIN environment e ON e.project_id = j.id
                            AND e.id::text = split_part(:place, '/', 2)
                        WHERE j.id::text = split_part(:place, '/', 1)
                            AND (e.id IS NOT NULL OR split_part(:place, '/', 2) = '')
                        """)
                .param("place", place)
                .query((row, n) -> new Scope(row.getLong(1), row.getObject(2, Long.class)))
                .optional()
                .orElseThrow(() -> new NotFound("There is no such project or environment."));
    }

    private List<Place> places() {
        return jdbc.sql(
                        """
                        SELECT j.id::text AS value, j.name AS words, j.name AS project, -1 AS position
                        FROM project j UNION ALL
                        SELECT j.id || '/' || e.id, j.name || ', ' || e.name || ' only', j.name, e.position
                        FROM project j JOIN environment e ON e.project_id = j.id ORDER BY project, position
                        """)
                .query((row, n) -> new Place(row.getString("value"), row.getString("words")))
                .list();
    }
}
