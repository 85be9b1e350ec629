package dev.sluice.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "audit",
        description = "The trail of every decision and execution.",
        mixinStandardHelpOptions = true,
        subcommands = AuditCommand.Verify.class)
final class AuditCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new CommandFailed(Exit.USAGE, "say what: sluice audit verify");
    }

    @Command(
            name = "verify",
            description =
                    "Checks the hash chain of the trail: the server's, or that of an exported file.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "The server tells it to auditors and administrators: sign in with `sluice login --audit`. A file needs no server."
            })
    static final class Verify implements Callable<Integer> {
        private final Shell shell;

        @Mixin ServerOptions options = new ServerOptions();

        @Parameters(
                paramLabel = "FILE",
                arity = "0..1",
                description = "JSON lines, as the server exports them.")
        @Nullable Path file;

        Verify(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() throws IOException {
            if (file != null) return verified(file);
            JsonNode answer = ServerApi.of(shell, options).post("audit/verify", ServerApi.body());
            boolean holds = answer.path("holds").asBoolean(false);
            if (options.json) shell.data(answer.toPrettyString());
            else if (holds)
                shell.say("The trail holds: " + answer.path("events").asLong() + " events.");
            else answer.path("broken").forEach(b -> shell.say("error: " + b.asString("")));
            return holds ? Exit.DONE : Exit.CHECK_SAYS_NO;
        }

        private int verified(Path trail) throws IOException {
            Path at = shell.cwd().resolve(trail);
            if (!Files.isRegularFile(at))
                throw new CommandFailed(Exit.USAGE, "there is no file " + trail + ".");
            try (Stream<String> lines = Files.lines(at)) {
                TrailFile read = TrailFile.read(lines);
                boolean holds = read.wrong().isEmpty();
                if (options.json) {
                    ObjectNode answer = Json.document(holds ? "whole" : "broken");
                    answer.put("events", read.events()).put("head", read.head());
                    Json.put(answer, "broken", holds ? List.of() : List.of(read.wrong()));
                    shell.data(Json.text(answer));
                } else if (holds)
                    shell.say(
                            "The trail holds: %d events, head %s."
                                    .formatted(read.events(), read.head()));
                else shell.say("error: " + read.wrong());
                return holds ? Exit.DONE : Exit.CHECK_SAYS_NO;
            } catch (UncheckedIOException e) {
                throw new CommandFailed(Exit.CHECK_SAYS_NO, trail + " is not a text in UTF-8.");
            }
        }
    }
}
