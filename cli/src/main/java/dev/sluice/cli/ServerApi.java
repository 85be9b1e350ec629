package dev.sluice.cli;

import dev.sluice.project.Project;
import dev.sluice.project.ProjectBroken;
import dev.sluice.schema.Catalog;
import dev.sluice.source.snapshot.CatalogText;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The server's JSON API as the command line uses it. Refusals come as problem details (RFC 9457)
/// and end the command with the exit code that fits.
final class ServerApi {
    private final String server;
    private final String project;
    private final Optional<String> token;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    private ServerApi(String server, String project, Optional<String> token) {
        this.server = server;
        this.project = project;
        this.token = token;
    }

    static ServerApi of(Shell shell, ServerOptions options) {
        Project here = projectOf(shell);
        String server = server(shell, options, here);
        String name = options.project != null ? options.project : here == null ? "" : here.name();
        return new ServerApi(server, name, Credentials.of(shell.env()).token(server));
    }

    /// Without the token that is kept: to get one, it must not be shown.
    ServerApi asNobody() {
        return new ServerApi(server, project, Optional.empty());
    }

    static boolean isNamed(Shell shell, ServerOptions options) {
        Project here = projectOf(shell);
        return options.server != null
                || shell.env().get("SLUICE_SERVER") != null
                || here != null && here.server() != null;
    }

    static String server(Shell shell, ServerOptions options, @Nullable Project here) {
        String url = options.server;
        if (url == null) url = shell.env().get("SLUICE_SERVER");
        if (url == null && here != null && here.server() != null)
            url = here.environment().expand(here.server(), Project.FILE);
        if (url == null || url.isBlank())
            throw new CommandFailed(
                    Exit.USAGE,
                    "no server is named. Set SLUICE_SERVER, `server:` of sluice.yaml, or give --server URL.");
        if (url.matches("(?s)[^/]*//[^/]*@.*"))
            throw new CommandFailed(
                    Exit.USAGE,
                    "the address of a server has no user or password in it. Use `sluice login`, or SLUICE_TOKEN.");
        return url.replaceFirst("/+$", "");
    }

    static @Nullable Project projectOf(Shell shell) {
        try {
            for (var dir = shell.cwd(); dir != null; dir = dir.getParent())
                if (Files.exists(dir.resolve(Project.FILE)))
                    return Project.find(shell.cwd(), shell.env());
            return null;
        } catch (ProjectBroken e) {
            shell.say("warning: sluice.yaml is not used: " + e.getMessage());
            return null;
        }
    }

    static ObjectNode body() {
        return JsonNodeFactory.instance.objectNode();
    }

    String address() {
        return server;
    }

    /// A path below the project: `changes/142`.
    String inProject(String path) {
        if (project.isEmpty())
            throw new CommandFailed(
                    Exit.USAGE,
                    "no project is named. Give --project NAME, or run this where sluice.yaml is.");
        return "projects/" + URLEncoder.encode(project, StandardCharsets.UTF_8) + "/" + path;
    }

    String change(int number) {
        return inProject("changes/" + number);
    }

    JsonNode read(String path) {
        return send(request(path).GET().build());
    }

    /// All rows of a list, page by page.
    ArrayNode all(String path) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        String more = path.contains("?") ? "&" : "?";
        String next = "";
        do {
            JsonNode page = read(path + more + "limit=200" + next);
            page.path("items").forEach(rows::add);
            String cursor = page.path("next").asString("");
            next =
                    cursor.isEmpty()
                            ? ""
                            : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
        } while (!next.isEmpty());
        return rows;
    }

    /// The live catalog of a registered database.
    Catalog catalog(String database) {
        JsonNode answer =
                read(
                        inProject(
                                "databases/"
                                        + URLEncoder.encode(database, StandardCharsets.UTF_8)
                                        + "/catalog"));
        try {
            return CatalogText.read(answer.toString());
        } catch (JacksonException e) {
            throw new CommandFailed(
                    Exit.FAILED,
                    "the server "
                            + server
                            + " writes catalogs in a form that this version does not read. Nothing was written. Use the version of the server.");
        }
    }

    JsonNode post(String path, ObjectNode body) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build());
    }

    private HttpRequest.Builder request(String path) {
        URI uri;
        try {
            uri = URI.create(server + "/api/v1/" + path);
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(Exit.USAGE, "`" + server + "` is not the address of a server.");
        }
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri)
                        .timeout(Duration.ofMinutes(2))
                        .header("Accept", "application/json");
        token.ifPresent(t -> request.header("Authorization", "Bearer " + t));
        return request;
    }

    private JsonNode send(HttpRequest request) {
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() < 300) return json(answer.body());
            throw refused(answer);
        } catch (IOException e) {
            throw new CommandFailed(
                    Exit.FAILED,
                    "the server "
                            + server
                            + " does not answer ("
                            + e.getClass().getSimpleName()
                            + "). What it was doing goes on; run this again when it is back.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed(130, "interrupted; the server goes on.");
        }
    }

    private JsonNode json(String body) {
        if (body.isBlank()) return JsonNodeFactory.instance.objectNode();
        try {
            return Json.MAPPER.readTree(body);
        } catch (JacksonException e) {
            throw new CommandFailed(
                    Exit.FAILED,
                    server + " answered something that is not JSON: is it a Sluice server?");
        }
    }

    /// The password was right, the code of the second factor is missing.
    static final class CodeNeeded extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private RuntimeException refused(HttpResponse<String> answer) {
        String detail = "";
        try {
            JsonNode problem = Json.MAPPER.readTree(answer.body());
            if (problem.path("title").asString("").equals("Code needed")) return new CodeNeeded();
            detail = problem.path("detail").asString(problem.path("title").asString(""));
        } catch (JacksonException notJson) {
            detail = "";
        }
        int status = answer.statusCode();
        String said = detail.isEmpty() ? "the server answered " + status + "." : detail;
        if (detail.isEmpty() && status < 500)
            said +=
                    " Is "
                            + server
                            + " the address of a Sluice server, with nothing behind the port?";
        return switch (status) {
            case 401 ->
                    new CommandFailed(
                            Exit.REFUSED,
                            said
                                    + " Nothing was changed.\n  Run `sluice login`, or set SLUICE_TOKEN.");
            case 403 ->
                    new CommandFailed(
                            Exit.REFUSED,
                            said
                                    + " Nothing was changed."
                                    + (said.contains("scope \"admin\"")
                                            ? "\n  next: sluice login --admin, as an administrator"
                                            : said.contains("scope \"audit\"")
                                                    ? "\n  next: sluice login --audit, as an auditor or an administrator"
                                                    : ""));
            case 409 -> new CommandFailed(Exit.REFUSED, said);
            case 412 -> new CommandFailed(Exit.OTHER_STATE, said);
            case 422 -> new CommandFailed(Exit.CHECK_SAYS_NO, said);
            default -> new CommandFailed(Exit.FAILED, said);
        };
    }
}
