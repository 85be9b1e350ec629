package dev.sluice.source.scratch;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.ServerErrorMessage;

/// What a scratch server cannot do and the schema's own server may: another one is the way on.
record ScratchLacks(String message, String fix) {
    private static final Pattern NO_EXTENSION =
            Pattern.compile("extension \"(.+)\" is not available");
    private static final Pattern NO_ROLE = Pattern.compile("role \"(.+)\" does not exist");

    /// Null for an error that is one everywhere.
    static @Nullable ScratchLacks of(ServerErrorMessage said) {
        String message = String.valueOf(said.getMessage());
        String state = String.valueOf(said.getSQLState());
        Matcher extension = NO_EXTENSION.matcher(message);
        if (extension.find())
            return new ScratchLacks(
                    "the scratch server does not have the extension " + extension.group(1) + ".",
                    "Install it there, or name a server that has it with --scratch URL (scratch: in sluice.yaml).");
        if (state.equals("42704") && NO_ROLE.matcher(message).find())
            return new ScratchLacks(
                    message,
                    "Roles belong to the whole server: make it there, or leave --scratch out, where a role needs no more than its name.");
        if (state.equals("42501"))
            return new ScratchLacks(
                    message + ".",
                    "Nobody is a superuser on Sluice's own scratch server: name one whose account may do this with --scratch URL.");
        return null;
    }
}
