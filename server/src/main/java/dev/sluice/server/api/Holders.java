package dev.sluice.server.api;

import dev.sluice.server.identity.Grant;
import dev.sluice.server.identity.Groups;
import dev.sluice.server.identity.People;
import dev.sluice.server.identity.Person;
import dev.sluice.server.identity.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// From `login` or `group` of a request to who is meant.
@Component
final class Holders {
    private final People people;
    private final Groups groups;

    Holders(People people, Groups groups) {
        this.people = people;
        this.groups = groups;
    }

    Grant.Holder holder(@Nullable String login, @Nullable String group) {
        if ((login == null) == (group == null))
            throw new Refusal("Say who: login or group, one of the two.");
        if (login != null) return new Grant.Holder.OfPerson(person(login).id());
        return new Grant.Holder.OfGroup(group(group == null ? "" : group).id());
    }

    HolderAnswer named(@Nullable String login, @Nullable String group) {
        if (login == null) return new HolderAnswer(null, null, group);
        Person person = person(login);
        return new HolderAnswer(person.login(), person.name(), null);
    }

    Person person(@Nullable String login) {
        String wanted = login == null ? "" : login;
        return people.byLogin(wanted)
                .orElseThrow(() ->
                        new Refusal(
                                "login", "There is no account \"%s\" (login).".formatted(wanted)));
    }

    private Groups.Group group(String name) {
        return groups.find(name)
                .orElseThrow(() ->
                        new Refusal("group", "There is no group \"%s\" (group).".formatted(name)));
    }
}
