package dev.sluice.cli;

import dev.sluice.folder.FolderBroken;
import dev.sluice.folder.ReplayFailed;
import dev.sluice.project.CannotConnect;
import dev.sluice.project.ProjectBroken;
import dev.sluice.rollout.Crash;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `sluice`.
@Command(
        name = "sluice",
        description = "Change management for PostgreSQL schemas.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  sluice init                                  set a project up",
            "  sluice generate                              write the next migration from the schema",
            "  sluice diff --from env:PROD --to drizzle     what a database lacks",
        })
public final class Main implements Runnable {
    private static final List<Class<?>> COMMANDS =
            List.of(
                    InitCommand.class,
                    FixSchemaCommand.class,
                    GenerateCommand.class,
                    MigrateCommand.class,
                    PushCommand.class,
                    CheckCommand.class,
                    DiffCommand.class,
                    InspectCommand.class,
                    PullCommand.class,
                    ApplyCommand.class,
                    UndoCommand.class,
                    StatusCommand.class,
                    BaselineCommand.class,
                    LoginCommand.class,
                    ReleaseCommand.class,
                    ListCommand.class,
                    ShowCommand.class,
                    WatchCommand.class,
                    ApproveCommand.class,
                    RolloutCommand.class,
                    StopCommand.class,
                    RetryCommand.class,
                    ResumeCommand.class,
                    DriftCommand.class,
                    HistoryCommand.class,
                    AuditCommand.class);

    /// With these the commands that write migrations do something else.
    private static final Set<String> OTHERWISE = Set.of("--custom", "--help", "-h", "--scratch");

    @Spec @org.jspecify.annotations.Nullable CommandSpec spec;

    @Override
    public void run() {
        CommandSpec own = spec;
        if (own != null) own.commandLine().usage(own.commandLine().getErr());
        throw new CommandFailed(Exit.USAGE, "no command was given");
    }

    public static void main(String[] args) {
        if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
            System.out.println("sluice " + Version.NUMBER);
            return;
        }

        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        boolean interactive = System.console() != null && System.console().isTerminal();
        var shell =
                new Shell(Path.of("").toAbsolutePath(), System.getenv(), in, out, err, interactive);
        System.exit(Warm.isWanted(args) ? warm(shell, args) : command(shell, args));
    }

    private static int warm(Shell shell, String... args) {
        Path socket = Warm.socket();
        if (socket == null) return command(shell, args);
        return Warm.run(socket, shell, System.out, System.err, args)
                .orElseGet(() -> {
                    int exit = command(shell, args);
                    Warm.leave(socket);
                    return exit;
                });
    }

    /// All of a command; what it began early has ended when this returns.
    static int command(Shell shell, String... args) {
        if (needsWorkshop(args)) Workshop.prepare(shell);
        int exit = run(shell, args);
        Workshop.forget();
        return exit;
    }

    static int run(Shell shell, String... args) {
        try {
            Crash.refuseOutsideTests();
        } catch (IllegalStateException e) {
            return failed(shell, e);
        }
        var line = new CommandLine(new Main(), new Commands(shell));
        commands(args).forEach(line::addSubcommand);
        line.setOut(new PrintWriter(shell.out(), true));
        line.setErr(new PrintWriter(shell.err(), true));
        line.setExpandAtFiles(false);
        line.setExecutionExceptionHandler((e, _, _) -> failed(shell, e));
        return line.execute(args);
    }

    private static boolean needsWorkshop(String... args) {
        return args.length > 0
                && Set.of("generate", "migrate").contains(args[0])
                && Stream.of(args).map(a -> a.split("=", 2)[0]).noneMatch(OTHERWISE::contains);
    }

    /// The one that is named; all for help and for a name that is none. Looking at a command's
    /// options costs as much as starting the JVM does.
    private static List<Class<?>> commands(String... args) {
        List<Class<?>> named =
                args.length == 0
                        ? List.of()
                        : COMMANDS.stream()
                                .filter(c -> c.getAnnotation(Command.class).name().equals(args[0]))
                                .toList();
        return named.isEmpty() ? COMMANDS : named;
    }

    private static int failed(Shell shell, Exception e) {
        switch (e) {
            case CommandFailed failed -> {
                error(shell, failed.getMessage());
                return failed.exit();
            }
            case ProjectBroken broken -> broken.problems().forEach(p -> error(shell, p.toString()));
            case FolderBroken broken -> broken.problems().forEach(p -> error(shell, p.toString()));
            case ReplayFailed failed -> error(shell, failed.problem().toString());
            case CannotConnect cannot -> error(shell, cannot.getMessage());
            case SQLException sql -> error(shell, words(sql));
            default -> {
                error(shell, e.getMessage() == null ? e.toString() : e.getMessage());
                if (shell.env().containsKey("SLUICE_DEBUG")) e.printStackTrace(shell.err());
                else shell.say("Set SLUICE_DEBUG=1 for the stack trace.");
            }
        }
        return Exit.FAILED;
    }

    static String words(SQLException e) {
        String message = e.getMessage() == null ? "no reason given" : e.getMessage();
        String first = message.lines().findFirst().orElse("").replaceFirst("^ERROR: ", "");
        return first + " (SQLSTATE " + e.getSQLState() + ").";
    }

    private static void error(Shell shell, @org.jspecify.annotations.Nullable String message) {
        shell.say("error: " + message);
    }
}
