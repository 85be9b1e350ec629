package dev.sluice.cli;

import dev.sluice.author.Author;
import dev.sluice.author.AuthorOptions;
import dev.sluice.author.Authored;
import dev.sluice.author.RenameFlag;
import dev.sluice.diff.Rename;
import dev.sluice.folder.Migration;
import dev.sluice.folder.MigrationsFolder;
import dev.sluice.plan.Hazard;
import dev.sluice.plan.Plan;
import dev.sluice.plan.Step;
import dev.sluice.proof.Proof;
import dev.sluice.source.Problem;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "generate",
        description =
                "Writes the next migration from the declared schema, with its proven way back.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  sluice generate",
            "  sluice generate --rename users.name=full_name",
            "  sluice generate --check        exits with 3 when a migration is missing",
            "",
            "See also: check, migrate, diff, release"
        })
final class GenerateCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin GenerateOptions options = new GenerateOptions();

    @Option(
            names = "--check",
            description = "Write nothing; exit with 3 when a migration is missing.")
    boolean check;

    @Option(names = "--custom", description = "Write an empty migration for SQL of your own.")
    boolean custom;

    GenerateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws SQLException {
        return run(shell, options, check, custom);
    }

    static int run(Shell shell, GenerateOptions options, boolean check, boolean custom)
            throws SQLException {
        try (Workshop workshop =
                custom
                        ? Workshop.open(shell, options.scratch)
                        : Workshop.openReading(shell, options.scratch)) {
            refuseTwoHeads(workshop.folder());
            var author = new Author(workshop.replay(), authorOptions(shell, options, check));
            if (custom) return custom(shell, options, workshop, author);
            Authored authored = author.generate(workshop.declared());
            return switch (authored) {
                case Authored.NothingToDo() -> nothing(shell, options);
                case Authored.Ready ready when check -> missing(shell, options, ready);
                case Authored.Ready ready -> written(shell, options, workshop, ready);
                case Authored.Undecided(List<Rename> candidates) -> throw undecided(candidates);
                case Authored.SourceBroken(List<Problem> problems) -> throw broken(problems);
                case Authored.Refused(List<String> reasons) ->
                        throw new CommandFailed(
                                Exit.FAILED,
                                String.join("\n  ", reasons) + "\n  Nothing was written.");
                case Authored.NotProven(Plan _, Proof proof) -> throw notProven(proof);
            };
        }
    }

    private static void refuseTwoHeads(MigrationsFolder folder) {
        List<Problem> heads = folder.twoHeads();
        if (!heads.isEmpty())
            throw new CommandFailed(
                    Exit.FAILED,
                    heads.stream().map(Problem::toString).collect(Collectors.joining("\nerror: "))
                            + "\n  Nothing was written.");
    }

    private static AuthorOptions authorOptions(
            Shell shell, GenerateOptions options, boolean check) {
        Function<Rename, Boolean> ask =
                rename -> shell.asks("Is this a rename: " + RenameFlag.words(rename) + "?");
        return new AuthorOptions(
                options.name,
                options.renames,
                options.noRename,
                options.unproven,
                options.noProof || check,
                shell.interactive() ? ask : null,
                options.strategy.strategy(),
                System.currentTimeMillis(),
                Version.NUMBER);
    }

    private static int nothing(Shell shell, GenerateOptions options) {
        if (options.json) shell.data(Json.text(Json.document("nothing to do")));
        else shell.say("Nothing to do: the migrations make just what is declared.");
        return Exit.DONE;
    }

    private static int missing(Shell shell, GenerateOptions options, Authored.Ready ready) {
        if (options.json) shell.data(Json.text(document("missing", ready)));
        else {
            shell.say("A migration is missing: the schema declares what no migration makes.");
            ready.plan().differences().forEach(d -> shell.say("  " + d));
            shell.say("Run `sluice generate` and commit what it writes. Nothing was written.");
        }
        return Exit.CHECK_SAYS_NO;
    }

    private static int written(
            Shell shell, GenerateOptions options, Workshop workshop, Authored.Ready ready) {
        MigrationsFolder folder = workshop.folder();
        folder.append(ready.migration());
        if (options.json) {
            ObjectNode document = document("written", ready);
            document.put("file", folder.path().resolve(ready.tag() + ".sql").toString());
            shell.data(Json.text(document));
            return Exit.DONE;
        }
        shell.say(shell.bold(ready.tag()) + " written to " + relative(shell, folder));
        ready.plan().differences().forEach(d -> shell.say("  " + d));
        ready.plan().goneWith().forEach(g -> shell.say("  goes with it: " + g));
        for (Step step : ready.plan().steps())
            for (Hazard h : step.hazards()) shell.say("  ! " + words(h));
        shell.say("  " + proofWords(ready.proof()));
        return Exit.DONE;
    }

    static String words(Hazard hazard) {
        String what = hazard.kind().words() + ", " + hazard.object() + ": " + hazard.why() + ".";
        return hazard.advice().isEmpty() ? what : what + " " + sentence(hazard.advice());
    }

    private static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
    }

    private static String proofWords(@Nullable Proof proof) {
        if (proof == null) return "not proven: proving was switched off";
        String reasons = proof.reasons().isEmpty() ? "" : ": " + String.join(" ", proof.reasons());
        return "there and back: " + proof.verdict().words() + reasons;
    }

    private static String relative(Shell shell, MigrationsFolder folder) {
        return folder.path().startsWith(shell.cwd())
                ? shell.cwd().relativize(folder.path()).toString()
                : folder.path().toString();
    }

    private static ObjectNode document(String state, Authored.Ready ready) {
        ObjectNode document = Json.document(state);
        document.put("tag", ready.tag());
        Json.put(document, "differences", ready.plan().differences());
        Json.put(document, "statements", ready.plan().steps().stream().map(Step::sql).toList());
        Json.put(document, "wayBack", ready.plan().wayBack().stream().map(Step::sql).toList());
        Proof proof = ready.proof();
        if (proof != null) {
            document.put("verdict", proof.verdict().words());
            Json.put(document, "reasons", proof.reasons());
        }
        return document;
    }

    static CommandFailed undecided(List<Rename> candidates) {
        return new CommandFailed(
                Exit.WAITING,
                "some of this may be a rename, and nobody can be asked here. Nothing was written.\n"
                        + candidates.stream()
                                .map(r -> "  " + RenameFlag.of(r))
                                .collect(Collectors.joining("\n"))
                        + "\n  Give those that are renames, or --no-rename to drop and add (data is lost).");
    }

    static CommandFailed broken(List<Problem> problems) {
        return new CommandFailed(
                Exit.FAILED,
                problems.stream().map(Problem::toString).collect(Collectors.joining("\nerror: "))
                        + "\n  Nothing was written. Mend it, then run this again.");
    }

    static CommandFailed notProven(Proof proof) {
        return new CommandFailed(
                Exit.CHECK_SAYS_NO,
                "the migration could not be proven on a scratch database, so it was not written.\n  "
                        + String.join("\n  ", proof.reasons())
                        + "\n  Mend the schema, or write it all the same with --unproven.");
    }

    private static int custom(
            Shell shell, GenerateOptions options, Workshop workshop, Author author) {
        Migration migration = author.custom(workshop.folder(), workshop.project().isSqlFirst());
        if (options.json) {
            ObjectNode document = Json.document("written");
            document.put("tag", migration.tag());
            shell.data(Json.text(document));
        } else {
            shell.say(shell.bold(migration.tag()) + " written, empty: put your SQL into");
            shell.say("  " + workshop.folder().path().resolve(migration.fileName()));
        }
        return Exit.DONE;
    }
}
