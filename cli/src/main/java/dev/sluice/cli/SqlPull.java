package dev.sluice.cli;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.sluice.author.Pull;
import dev.sluice.schema.Catalog;
import dev.sluice.source.Loaded;
import dev.sluice.source.scratch.Scratch;
import dev.sluice.source.sqlfiles.SqlFiles;
import dev.sluice.source.sqlfiles.SqlText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What a pull makes of a schema that is declared as SQL: statements that stand there as Sluice
/// writes them get their new text in their place. What a person worded stays, whatever it takes.
record SqlPull(Shell shell, SqlFiles sources) {
    /// The new texts of the files that change.
    ///
    /// @throws CommandFailed where a person has to
    Map<Path, String> files(Pull pull, Scratch scratch) {
        if (SqlText.isBlank(sources))
            return SqlText.render(pull.declarable(Catalog.empty(scratch.major())), sources);
        Catalog declared =
                switch (sources.read(scratch)) {
                    case Loaded.Ok(Catalog catalog) -> catalog;
                    case Loaded.Broken(var problems) -> throw GenerateCommand.broken(problems);
                };
        SqlText.Update update = SqlText.update(sources, declared, pull.declarable(declared));
        if (!update.byHand().isEmpty())
            throw new CommandFailed(
                    Exit.FAILED,
                    "the schema says in words of its own what is to change, and those are not rewritten. Nothing was written.\n"
                            + update.byHand().stream()
                                    .map(SqlPull::difference)
                                    .collect(Collectors.joining("\n"))
                            + "\n  Take this over into your files by hand, then pull again.");
        return update.files();
    }

    private static String difference(SqlText.ByHand change) {
        List<String> before = change.before().lines().toList();
        List<String> after = change.after().lines().toList();
        return String.join(
                "\n",
                UnifiedDiffUtils.generateUnifiedDiff(
                        "declared",
                        "database",
                        before,
                        DiffUtils.diff(before, after),
                        before.size()));
    }
}
