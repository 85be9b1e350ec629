package dev.sluice.server.identity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// What each role may do: the one table from roles to rights. Where it may do so is the grant's
/// matter ([Scope]).
public enum Role {
    ADMINISTRATOR(Right.READ, Right.CHANGE, Right.APPROVE, Right.ROLLOUT, Right.AUDIT, Right.ADMIN),
    OPERATOR(Right.READ, Right.ROLLOUT),
    APPROVER(Right.READ, Right.APPROVE),
    DEVELOPER(Right.READ, Right.CHANGE),
    VIEWER(Right.READ),
    AUDITOR(Right.READ, Right.AUDIT);

    /// What a new member of a project gets where nothing else is said.
    public static final Set<Role> OF_MEMBERS = Set.of(DEVELOPER, APPROVER, OPERATOR);

    private final Set<String> rights;

    Role(String... rights) {
        this.rights = Set.of(rights);
    }

    public boolean gives(String right) {
        return rights.contains(right);
    }

    /// As it is written in the database, on the wire and on pages.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Role of(String text) {
        return Arrays.stream(values())
                .filter(r -> r.text().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new Refusal(
                                "There is no role \"%s\" (role). Roles are %s."
                                        .formatted(
                                                text,
                                                Arrays.stream(values())
                                                        .map(Role::text)
                                                        .collect(Collectors.joining(", ")))));
    }

    /// `approver and administrator`: who could do what needs this right.
    static String with(String right) {
        return Arrays.stream(values())
                .filter(r -> r.gives(right))
                .map(Role::text)
                .sorted()
                .collect(Collectors.joining(" or "));
    }
}
