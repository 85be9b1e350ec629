package dev.sluice.rollout;

import dev.sluice.source.parse.RefusedSql;
import dev.sluice.source.parse.Statements;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Refuses the commands that would end the migration's transaction before any of it is run. Only a
/// command sent by itself can end a transaction block; one in a DO block or procedure fails there.
/// [Watch] is the second line.
final class TransactionWords {
    private static final Pattern COMMAND =
            Pattern.compile(
                    "(?i)(commit|end|abort|begin|start\\s+transaction|prepare\\s+transaction|rollback(?!\\s+(?:(?:work|transaction)\\s+)?to\\b))\\b.*",
                    Pattern.DOTALL);

    private TransactionWords() {}

    static void refuse(String tag, List<String> statements) throws Refusal {
        for (int i = 0; i < statements.size(); i++) {
            Optional<String> found;
            try {
                found = in(statements.get(i));
            } catch (RefusedSql e) {
                throw new Refusal(
                        Gate.OWN_TRANSACTION,
                        "Statement "
                                + (i + 1)
                                + " of "
                                + tag
                                + " is nothing that a server takes: "
                                + e.problem().message()
                                + " Nothing was run.");
            }
            if (found.isPresent())
                throw new Refusal(
                        Gate.OWN_TRANSACTION,
                        "Statement "
                                + (i + 1)
                                + " of "
                                + tag
                                + " holds the transaction command `"
                                + found.get()
                                + "`. A migration runs in one transaction that Sluice begins and ends. Nothing was run. Take the command out.");
        }
    }

    static Optional<String> in(String chunk) {
        return Statements.split(chunk).stream()
                .map(s -> s.text().strip())
                .filter(s -> COMMAND.matcher(s).matches())
                .map(s -> s.lines().findFirst().orElse(s))
                .findFirst();
    }
}
