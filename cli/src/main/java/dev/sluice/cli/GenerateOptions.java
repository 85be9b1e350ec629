package dev.sluice.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that `generate` and `migrate` share.
final class GenerateOptions {
    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What the migration is called, after its number.")
    @Nullable String name;

    @Option(
            names = "--rename",
            paramLabel = "OLD=NEW",
            description = "A rename: users=accounts, users.name=full_name. Can be given often.")
    List<String> renames = List.of();

    @Option(names = "--no-rename", description = "Take every possible rename as drop and add.")
    boolean noRename;

    @Option(
            names = "--strategy",
            description =
                    "${COMPLETION-CANDIDATES}: direct (if not given) is what one transaction can hold; online keeps nobody from a table for long, and needs Sluice to run it.")
    StrategyName strategy = StrategyName.direct;

    @Option(names = "--unproven", description = "Write a migration that could not be proven.")
    boolean unproven;

    @Option(names = "--no-proof", hidden = true, description = "Do not prove (for measuring).")
    boolean noProof;

    @Option(
            names = "--scratch",
            paramLabel = "URL",
            description = "A server for scratch databases instead of the embedded one.")
    @Nullable String scratch;

    @Option(names = "--json", description = "One JSON document on standard output.")
    boolean json;
}
