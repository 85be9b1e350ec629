package dev.sluice.source.scratch;

import dev.sluice.schema.Identifier;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Roles belong to the whole cluster, so one that a statement names may be missing on scratch, or
/// stand there from an earlier run; and the user there, who is no superuser, acts for a role only
/// as its member. A scratch server needs a role's name alone.
public final class Roles {
    private static final String STANDS_ALREADY = "42710";
    private static final String MISSING = "42704";
    private static final String NO_RIGHT = "42501";

    private static final Pattern MAKES_ROLE =
            Pattern.compile("(?i)(\\s|--[^\\n]*\\n)*create\\s+(role|user(?!\\s+mapping)|group)\\b");
    private static final Pattern DOES_NOT_EXIST = Pattern.compile("role \"(.+)\" does not exist");
    private static final Pattern NO_MEMBER =
            Pattern.compile(
                    "(?:must be member of role|must be able to SET ROLE|permission denied to set role) \"(.+)\"");

    private Roles() {}

    /// The statement makes a role that is there.
    public static boolean stands(String sql, SQLException e) {
        return STANDS_ALREADY.equals(e.getSQLState()) && MAKES_ROLE.matcher(sql).lookingAt();
    }

    /// What lets the statement that failed so run, where a role is all that it lacks.
    public static Optional<String> cure(SQLException e) {
        String message = String.valueOf(e.getMessage());
        Matcher missing = DOES_NOT_EXIST.matcher(message);
        if (MISSING.equals(e.getSQLState()) && missing.find())
            return Optional.of("CREATE ROLE " + quoted(missing));
        Matcher foreign = NO_MEMBER.matcher(message);
        if (NO_RIGHT.equals(e.getSQLState()) && foreign.find())
            return Optional.of("GRANT " + quoted(foreign) + " TO SESSION_USER");
        return Optional.empty();
    }

    private static String quoted(Matcher role) {
        return Identifier.of(role.group(1)).quoted();
    }
}
