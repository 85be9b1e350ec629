package dev.sluice.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

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
            description = "Checks the hash chain of the server's trail.",
            mixinStandardHelpOptions = true)
    static final class Verify implements Callable<Integer> {
        private final Shell shell;

        @Mixin ServerOptions options = new ServerOptions();

        Verify(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            JsonNode answer = ServerApi.of(shell, options).post("audit/verify", ServerApi.body());
            boolean holds = answer.path("holds").asBoolean(false);
            if (options.json) shell.data(answer.toPrettyString());
            else if (holds)
                shell.say("The trail holds: " + answer.path("events").asLong() + " events.");
            else answer.path("broken").forEach(b -> shell.say("error: " + b.asString("")));
            return holds ? Exit.DONE : Exit.CHECK_SAYS_NO;
        }
    }
}
