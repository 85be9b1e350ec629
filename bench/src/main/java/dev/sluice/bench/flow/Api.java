package dev.sluice.bench.flow;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What an administrator does once, by the JSON API: projects, environments, databases.
final class Api {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Town town;
    private final Transcript transcript;
    private final String token;

    Api(Town town, Transcript transcript, String login) throws IOException, InterruptedException {
        this.town = town;
        this.transcript = transcript;
        ObjectNode wanted = JsonNodeFactory.instance.objectNode();
        wanted.put("login", login).put("password", Town.password(login)).put("name", "setup");
        List.of("read", "change", "admin").forEach(wanted.putArray("scopes")::add);
        this.token = send("tokens", wanted, "").path("token").asString("");
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
        told("projects", body, body.toString());
    }

    void database(String project, String environment, String name, String database)
            throws IOException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("environment", environment).put("name", name).put("host", "127.0.0.1");
        body.put("port", town.port()).put("database", database).put("username", town.user());
        String shown = body.toString().replace("}", ",\"credential\":\"…\"}");
        body.put("credential", town.password());
        told("projects/" + project + "/databases", body, shown);
    }

    private void told(String path, ObjectNode body, String shown)
            throws IOException, InterruptedException {
        transcript.command("ops", List.of("POST", "/api/v1/" + path, shown));
        transcript.answer(0, send(path, body, token).toString());
    }

    private JsonNode send(String path, ObjectNode body, String token)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(town.address() + "/api/v1/" + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        if (!token.isEmpty()) request.header("Authorization", "Bearer " + token);
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300)
            throw new Said.Broken(
                    "POST " + path + " was answered " + answer.statusCode() + ": " + answer.body());
        return JSON.readTree(answer.body());
    }
}
