package dev.sluice.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "login",
        description = "Gets a token of a server and keeps it for this user.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The password is read from the terminal, or from standard input with --password-stdin.",
            "The code of a second factor is asked for, or read from the line after the password."
        })
final class LoginCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin ServerOptions options = new ServerOptions();

    @Option(names = "--user", paramLabel = "NAME", description = "The login.")
    @Nullable String user;

    @Option(names = "--password-stdin", description = "Read the password from standard input.")
    boolean passwordOnInput;

    @Option(
            names = "--code",
            paramLabel = "CODE",
            description = "The code of the second factor, where the account has one.")
    @Nullable String code;

    @Option(
            names = "--admin",
            description =
                    "Also for what only administrators may do: adopt a drift, verify the trail.")
    boolean administrator;

    @Option(names = "--audit", description = "Also for the trail, as an auditor.")
    boolean auditor;

    LoginCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        String server = ServerApi.server(shell, options, ServerApi.projectOf(shell));
        if (!shell.interactive() && (!passwordOnInput || user == null))
            throw new CommandFailed(
                    Exit.WAITING,
                    "nobody can be asked here. Give --user NAME --password-stdin, or set SLUICE_TOKEN.");
        ObjectNode wanted = ServerApi.body();
        wanted.put("login", user == null ? ask("Login: ") : user).put("password", password());
        wanted.put("name", "command line of " + shell.env().getOrDefault("USER", "somebody"));
        var scopes = wanted.putArray("scopes");
        List.of("read", "change", "approve", "rollout").forEach(scopes::add);
        if (administrator) scopes.add("admin");
        if (auditor) scopes.add("audit");
        if (code != null) wanted.put("code", code);
        var made = made(wanted);
        String token = made.path("token").asString(made.path("secret").asString(""));
        if (token.isEmpty()) throw new CommandFailed(Exit.FAILED, "the server gave no token.");
        Credentials.of(shell.env()).keep(server, token);
        shell.say("Signed in to " + server + ".");
        return Exit.DONE;
    }

    private JsonNode made(ObjectNode wanted) throws IOException {
        var api = ServerApi.of(shell, options).asNobody();
        try {
            return api.post("tokens", wanted);
        } catch (ServerApi.CodeNeeded _) {
            return api.post("tokens", wanted.put("code", codeToo()));
        }
    }

    /// On standard input it is the line after the password.
    private String codeToo() throws IOException {
        String given = shell.interactive() && !passwordOnInput ? ask("Code: ") : line();
        if (given.isBlank())
            throw new CommandFailed(
                    Exit.WAITING,
                    "this account has a second factor, and nobody can be asked for its code here. Give --code CODE.");
        return given.strip();
    }

    private String line() throws IOException {
        String line = shell.in().readLine();
        return line == null ? "" : line;
    }

    private String ask(String question) throws IOException {
        shell.err().print(question);
        shell.err().flush();
        String answer = shell.in().readLine();
        return answer == null ? "" : answer.strip();
    }

    private String password() throws IOException {
        var console = System.console();
        if (!passwordOnInput && console != null)
            return new String(console.readPassword("Password: "));
        return line();
    }
}
