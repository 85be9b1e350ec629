package dev.sluice.bench.flow;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What an administrator does once, by the JSON API: projects, environments, databases.
final class Api {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Town town;
    private final Transcript transcript;
    private final String login;
    private final String token;

    Api(Town town, Transcript transcript, String login) throws IOException, InterruptedException {
        this.town = town;
        this.transcript = transcript;
        this.login = login;
        ObjectNode wanted = JsonNodeFactory.instance.objectNode();
        wanted.put("login", login).put("password", Town.password(login)).put("name", "setup");
        List.of("read", "change", "admin").forEach(wanted.putArray("scopes")::add);
        this.token = send("POST", "tokens", wanted, "").path("token").asString("");
    }

    void project(String name, String... environments) throws IOException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("name", name);
        var list = body.putArray("environments");
        for (String environment : environments)
            list.addObject()
                    .put("name", environment)
                    .put("approvals", 1)
                    .put("automatic", environment.equals("staging"))
                    .put("soakSeconds", 0);
        told("POST", "projects", body, body.toString());
    }

    void database(String project, String environment, String name, String database)
            throws IOException, InterruptedException {
        register(project, environment, name, database, false);
    }

    /// A name that is registered already.
    void anew(String project, String environment, String name, String database)
            throws IOException, InterruptedException {
        register(project, environment, name, database, true);
    }

    private void register(
            String project, String environment, String name, String database, boolean anew)
            throws IOException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("environment", environment).put("name", name).put("host", "127.0.0.1");
        body.put("port", town.port()).put("database", database).put("username", town.user());
        if (anew) body.put("anew", true);
        String shown = body.toString().replace("}", ",\"credential\":\"…\"}");
        body.put("credential", town.password());
        told("POST", "projects/" + project + "/databases", body, shown);
    }

    /// A wish of theirs, its body as JSON, and the answer.
    JsonNode does(String method, String path, String body)
            throws IOException, InterruptedException {
        return told(method, path, JSON.readTree(body), body);
    }

    JsonNode looks(String path) throws IOException, InterruptedException {
        transcript.command(login, List.of("GET", "/api/v1/" + path));
        JsonNode answer = read(path);
        transcript.answer(0, answer.toString());
        return answer;
    }

    /// Not in the transcript.
    JsonNode read(String path) throws IOException, InterruptedException {
        return send("GET", path, null, token);
    }

    private JsonNode told(String method, String path, JsonNode body, String shown)
            throws IOException, InterruptedException {
        transcript.command(login, List.of(method, "/api/v1/" + path, shown));
        JsonNode answer = send(method, path, body, token);
        transcript.answer(0, answer.toString());
        return answer;
    }

    private JsonNode send(String method, String path, @Nullable JsonNode body, String token)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(town.address() + "/api/v1/" + path));
        if (body == null) request.GET();
        else
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body.toString()));
        if (!token.isEmpty()) request.header("Authorization", "Bearer " + token);
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300)
                throw new Said.Broken(
                        "%s %s was answered %d: %s"
                                .formatted(method, path, answer.statusCode(), answer.body()));
            return JSON.readTree(answer.body());
        }
    }
}
