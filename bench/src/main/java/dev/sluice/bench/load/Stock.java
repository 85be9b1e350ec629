package dev.sluice.bench.load;

import java.io.IOException;
import java.net.http.HttpClient;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// What is in store: three changes made in earnest (one done, one half-way, one in review), and as
/// many copies of their rows as are asked for.
final class Stock {
    static final String PROJECT = "shop";
    static final String LABEL = "schema";
    private static final Map<String, Integer> DATABASES =
            new TreeMap<>(Map.of("dev", 2, "production", 5, "staging", 3));
    private static final int HALF_WAY = 50;
    private static final int IN_REVIEW = 20;

    private final Place place;
    private final Client admin;
    private final Client author;

    private Stock(Place place, Client admin, Client author) {
        this.place = place;
        this.admin = admin;
        this.author = author;
    }

    /// `changes` with a rollout to ten databases each, and a few more that wait for their review.
    static void fill(Place place, HttpClient http, int changes, int readers)
            throws SQLException, IOException, InterruptedException {
        try (Connection metadata = place.metadata()) {
            new Copies(metadata).people(readers);
        }
        var stock =
                new Stock(
                        place,
                        Client.of(
                                http,
                                place.address(),
                                Place.ADMIN,
                                "read",
                                "change",
                                "approve",
                                "rollout",
                                "admin"),
                        Client.of(http, place.address(), Copies.AUTHOR, "read", "change"));
        stock.settle();
        stock.make();
        try (Connection metadata = place.metadata()) {
            var copies = new Copies(metadata);
            copies.of(1, changes - HALF_WAY - 1);
            copies.of(2, HALF_WAY - 1);
            copies.of(3, IN_REVIEW - 1);
            copies.rest();
        }
    }

    private void settle() throws SQLException, IOException, InterruptedException {
        var environments =
                List.of(
                        environment("dev", 0),
                        environment("staging", 1),
                        environment("production", 1));
        admin.post("/projects", Map.of("name", PROJECT, "environments", environments));
        for (var e : DATABASES.entrySet())
            for (int i = 1; i <= e.getValue(); i++) register(e.getKey(), e.getKey() + "_" + i);
    }

    private static Map<String, Object> environment(String name, int approvals) {
        return Map.of("name", name, "approvals", approvals, "automatic", false, "soakSeconds", 0);
    }

    private void register(String environment, String name)
            throws SQLException, IOException, InterruptedException {
        place.database(name);
        admin.post(
                "/projects/" + PROJECT + "/databases",
                Map.of(
                        "environment",
                        environment,
                        "name",
                        name,
                        "host",
                        "127.0.0.1",
                        "port",
                        place.targetPort(),
                        "database",
                        name,
                        "username",
                        "postgres",
                        "credential",
                        place.targetPassword()));
    }

    private void make() throws IOException, InterruptedException {
        var files = new TreeMap<String, String>();
        files.put(
                "0000_orders",
                "CREATE TABLE orders (id bigint PRIMARY KEY, name text NOT NULL, at timestamptz DEFAULT now());\n--> statement-breakpoint\nCREATE INDEX orders_at ON orders (at);");
        release(1, files);
        rollOut(1, "dev");
        for (String environment : List.of("staging", "production")) {
            approve(1, environment);
            rollOut(1, environment);
        }
        files.put("0001_amount", "ALTER TABLE orders ADD COLUMN amount numeric(10, 2);");
        release(2, files);
        rollOut(2, "dev");
        files.put("0002_note", "ALTER TABLE orders ADD COLUMN note text;");
        release(3, files);
        for (int change = 1; change <= 3; change++)
            for (String text : List.of("Is the index used?", "It is: see the plan.", "Fine."))
                author.submit(
                        "/p/1/c/" + change + "/activity",
                        "/p/1/c/" + change + "/comment",
                        Map.of("text", text));
    }

    private static String path(int change) {
        return "/projects/" + PROJECT + "/changes/" + change;
    }

    private void release(int change, Map<String, String> migrations)
            throws IOException, InterruptedException {
        author.post(
                "/projects/" + PROJECT + "/releases",
                Map.of(
                        "ref",
                        "branch-" + change,
                        "commit",
                        "c0ffee",
                        "labels",
                        List.of(LABEL),
                        "files",
                        Folder.files(migrations)));
        Place.await(
                "checks",
                () ->
                        admin.get(path(change))
                                .path("checks")
                                .valueStream()
                                .noneMatch(c -> c.path("state").asString().equals("running")));
    }

    private void approve(int change, String environment) throws IOException, InterruptedException {
        String digest = admin.get(path(change)).path("revision").path("digest").asString();
        admin.post(path(change) + "/approve", Map.of("digest", digest, "environment", environment));
    }

    private void rollOut(int change, String environment) throws IOException, InterruptedException {
        admin.post(path(change) + "/start", Map.of("environment", environment));
        Place.await(
                environment + " of #" + change,
                () -> {
                    JsonNode now = admin.get(path(change));
                    if (now.path("change").path("state").asString().equals("needs_decision"))
                        throw new IllegalStateException(now.path("sentence").asString());
                    return now.path("lanes")
                            .valueStream()
                            .anyMatch(l ->
                                    l.path("environment").asString().equals(environment)
                                            && l.path("state").asString().equals("done"));
                });
    }
}
