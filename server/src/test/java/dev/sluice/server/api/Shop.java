package dev.sluice.server.api;

import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// A project with an automatic staging and a production that a person starts, a database in each,
/// and its members ada (who writes) and bob (who approves).
final class Shop implements AutoCloseable {
    final String name;
    final RunningServer house;
    final TestDatabase staging;
    final TestDatabase production;
    final long adaId;
    final long bobId;
    final Caller ada;
    final Caller bob;

    Shop(RunningServer house, String name, int approvals) {
        this(house, name, approvals, true);
    }

    Shop(RunningServer house, String name, int approvals, boolean automatic) {
        this(house, name, approvals, automatic, 18);
    }

    Shop(RunningServer house, String name, int approvals, boolean automatic, int major) {
        this.house = house;
        this.name = name;
        this.staging = TestPostgres.database(major);
        this.production = TestPostgres.database(major);
        house.root.done(
                "/projects",
                Map.of(
                        "name",
                        name,
                        "environments",
                        List.of(
                                environment("staging", approvals, automatic),
                                environment("production", approvals, false))));
        house.root.done(path("/databases"), RunningServer.database("staging", staging));
        house.root.done(path("/databases"), RunningServer.database("production", production));
        adaId = member("ada-" + name);
        bobId = member("bob-" + name);
        ada = house.caller("ada-" + name, Map.of());
        bob = house.caller("bob-" + name, Map.of());
    }

    private static Map<String, Object> environment(String name, int approvals, boolean automatic) {
        return Map.of(
                "name", name, "approvals", approvals, "automatic", automatic, "soakSeconds", 0);
    }

    long member(String login) {
        long id = house.person(login, false);
        house.people().addMember(dev.sluice.server.identity.Actor.SYSTEM, projectId(), id);
        return id;
    }

    long projectId() {
        return StreamSupport.stream(house.root.list("/projects").spliterator(), false)
                .filter(p -> p.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asLong();
    }

    String path(String rest) {
        return "/projects/" + name + rest;
    }

    Caller.Answer release(Caller by, String ref, Folder folder) {
        return release(by, ref, folder, Map.of());
    }

    private Caller.Answer release(Caller by, String ref, Folder folder, Map<String, ?> more) {
        var body = new HashMap<String, Object>(more);
        body.put("ref", ref);
        body.put("commit", "c0ffee");
        body.put("files", folder.files());
        return by.post(path("/releases"), body);
    }

    /// Releases, waits for the checks, and returns the change.
    JsonNode released(Caller by, String ref, Folder folder) {
        return released(by, ref, folder, Map.of());
    }

    JsonNode released(Caller by, String ref, Folder folder, Map<String, ?> more) {
        Caller.Answer answer = release(by, ref, folder, more);
        if (answer.status() != 200) throw new AssertionError(answer.toString());
        int number = number(answer.body());
        eventually(() -> isChecked(change(number)));
        return change(number);
    }

    static boolean isChecked(JsonNode change) {
        return StreamSupport.stream(change.path("checks").spliterator(), false)
                .noneMatch(c -> c.path("state").asString().equals("running"));
    }

    JsonNode change(int number) {
        return house.root.get(path("/changes/" + number)).body();
    }

    static int number(JsonNode change) {
        return change.path("change").path("number").asInt();
    }

    static String digest(JsonNode change) {
        return change.path("revision").path("digest").asString();
    }

    String state(int number) {
        return change(number).path("change").path("state").asString();
    }

    JsonNode lane(int number, String environment) {
        return StreamSupport.stream(change(number).path("lanes").spliterator(), false)
                .filter(l -> l.path("environment").asString().equals(environment))
                .findFirst()
                .orElseThrow();
    }

    Caller.Answer approve(Caller by, JsonNode change, String environment) {
        return by.post(
                path("/changes/" + number(change) + "/approve"),
                Map.of("environment", environment, "digest", digest(change)));
    }

    /// What a verb of a rollout takes: an undo reaches all environments.
    static Map<String, ?> wish(String verb, String environment) {
        return verb.equals("undo")
                ? Map.of("reason", "because", "acceptDataLoss", true)
                : Map.of("environment", environment);
    }

    Caller.Answer act(Caller by, int number, String verb, Map<String, ?> body) {
        return by.post(path("/changes/" + number + "/" + verb), body);
    }

    /// Approves and waits until the stage is `state`.
    void approved(JsonNode change, String environment, String state) {
        Caller.Answer answer =
                bob.post(
                        path("/changes/" + number(change) + "/approve"),
                        Map.of(
                                "environment",
                                environment,
                                "digest",
                                digest(change),
                                "acceptDataLoss",
                                true));
        if (answer.status() != 200) throw new AssertionError(answer.toString());
        if (environment.equals("production"))
            bob.done(
                    path("/changes/" + number(change) + "/start"),
                    Map.of("environment", environment));
        laneIs(number(change), environment, state);
    }

    void laneIs(int number, String environment, String state) {
        eventually(() -> lane(number, environment).path("state").asString().equals(state));
    }

    /// Staging and production.
    void rolledOut(JsonNode change) {
        approved(change, "staging", "done");
        approved(change, "production", "done");
    }

    static boolean has(TestDatabase database, String table) {
        return count(database, "select count(*) from pg_class where relname = '" + table + "'") > 0;
    }

    static long count(TestDatabase database, String sql) {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    static String text(TestDatabase database, String sql) {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    static void eventually(BooleanSupplier wanted) {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        while (!wanted.getAsBoolean()) {
            if (Instant.now().isAfter(end)) throw new AssertionError("not within 60 seconds");
            LockSupport.parkNanos(100_000_000);
        }
    }

    @Override
    public void close() {
        staging.close();
        production.close();
    }
}
