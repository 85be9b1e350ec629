package dev.sluice.server.identity;

import dev.sluice.server.audit.Audit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The door to groups of people. A group may hold roles in any project, so only those who
/// administer everywhere make one or let somebody in.
@Component
public final class Groups {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._ @+-]{0,99}");

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Rights rights;
    private final Audit audit;
    private final LastAdministrator last;

    Groups(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Rights rights,
            Audit audit,
            LastAdministrator last) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.rights = rights;
        this.audit = audit;
        this.last = last;
    }

    public record Group(long id, String name, List<Member> members) {
        public Group {
            members = List.copyOf(members);
        }
    }

    public record Member(long id, String login, String name) {}

    public Group create(Actor by, String name) {
        rights.needEverywhere(by, Right.ADMIN);
        String stripped = name.strip();
        if (!NAME.matcher(stripped).matches())
            throw new Refusal(
                    "A group's name has letters, digits, spaces and . _ @ + - and starts with a letter or a digit (name).");
        return Objects.requireNonNull(
                transaction.execute(_ -> {
                    if (find(stripped).isPresent())
                        throw new Refusal("There is already a group \"%s\".".formatted(stripped));
                    long id =
                            jdbc.sql("INSERT INTO person_group (name) VALUES (?) RETURNING id")
                                    .param(stripped)
                                    .query(Long.class)
                                    .single();
                    audit.record(by, "group.created", null, stripped, Map.of());
                    return new Group(id, stripped, List.of());
                }));
    }

    public void addMember(Actor by, Group group, Person person) {
        rights.needEverywhere(by, Right.ADMIN);
        if (person.service())
            throw new Refusal(
                    person.login()
                            + " is a service account. Groups are of people: give it a role of its own.");
        transaction.executeWithoutResult(_ -> {
            int added =
                    jdbc.sql(
                                    """
                                    INSERT INTO group_member (group_id, person_id, by_id) VALUES (?, ?, ?)
                                    ON CONFLICT DO NOTHING
                                    """)
                            .params(group.id(), person.id(), by.personId())
                            .update();
            if (added > 0)
                audit.record(
                        by,
                        "group.member_added",
                        null,
                        group.name(),
                        Map.of("login", person.login()));
        });
    }

    public void removeMember(Actor by, Group group, Person person) {
        rights.needEverywhere(by, Right.ADMIN);
        last.kept(() -> {
            int gone =
                    jdbc.sql("DELETE FROM group_member WHERE group_id = ? AND person_id = ?")
                            .params(group.id(), person.id())
                            .update();
            if (gone > 0)
                audit.record(
                        by,
                        "group.member_removed",
                        null,
                        group.name(),
                        Map.of("login", person.login()));
            return gone;
        });
    }

    public List<Group> all() {
        var members = new HashMap<Long, List<Member>>();
        jdbc.sql(
                        """
                        SELECT m.group_id, p.id, p.login, p.name FROM group_member m JOIN person p ON p.id = m.person_id
                        WHERE p.disabled_at IS NULL ORDER BY p.login
                        """)
                .query((row, n) ->
                        members.computeIfAbsent(row.getLong("group_id"), _ -> new ArrayList<>())
                                .add(
                                        new Member(
                                                row.getLong("id"),
                                                row.getString("login"),
                                                row.getString("name"))))
                .list();
        return jdbc.sql("SELECT id, name FROM person_group ORDER BY name")
                .query((row, n) ->
                        new Group(
                                row.getLong("id"),
                                row.getString("name"),
                                members.getOrDefault(row.getLong("id"), List.of())))
                .list();
    }

    public Optional<Group> find(String name) {
        return all().stream().filter(g -> g.name().equals(name)).findFirst();
    }

    public Group named(String name) {
        return find(name)
                .orElseThrow(() -> new NotFound("There is no group \"%s\".".formatted(name)));
    }

    public Group byId(long id) {
        return all().stream()
                .filter(g -> g.id() == id)
                .findFirst()
                .orElseThrow(() -> new NotFound("There is no such group."));
    }
}
