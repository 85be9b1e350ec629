package dev.sluice.author;

import dev.sluice.diff.Rename;
import dev.sluice.plan.Strategy;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How a migration is to be made. `renames` are flags (`users.name=full_name`); `noRename` takes
/// every possible rename as drop and add; `ask` puts a possible rename to a person and returns
/// whether it is one, null where nobody can be asked. `unproven` accepts a migration that could not
/// be proven, `skipProof` does not even try (for measuring).
public record AuthorOptions(
        @Nullable String name,
        List<String> renames,
        boolean noRename,
        boolean unproven,
        boolean skipProof,
        @Nullable Function<Rename, Boolean> ask,
        Strategy strategy,
        long now,
        String tool) {
    public AuthorOptions {
        renames = List.copyOf(renames);
    }

    public static AuthorOptions of(long now, String tool) {
        return new AuthorOptions(
                null, List.of(), false, false, false, null, Strategy.DIRECT, now, tool);
    }
}
