package dev.sluice.server.api;

import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// A project with one environment, `fleet`, of many databases in one cluster, called `db_01` and so
/// on. Its migrations leave in each database the time of their own work.
final class Tenants implements AutoCloseable {
    /// From the first statement to the last, by the database's clock.
    record Span(String database, Instant began, Instant ended) {}

    final String name;
    final RunningServer house;
    final TreeMap<String, TestDatabase> databases = new TreeMap<>();
    Folder folder = new Folder(List.of(), Map.of());
    private int migrations;

    Tenants(RunningServer house, String name, int count) {
        this.house = house;
        this.name = name;
        house.root.done(
                "/projects",
                Map.of(
                        "name",
                        name,
                        "environments",
                        List.of(
                                Map.of(
                                        "name",
                                        "fleet",
                                        "approvals",
                                        0,
                                        "automatic",
                                        false,
                                        "soakSeconds",
                                        0))));
        for (int i = 1; i <= count; i++) {
            TestDatabase made = TestPostgres.database();
            databases.put("db_%02d".formatted(i), made);
            house.root.done(
                    path("/databases"),
                    RunningServer.database("fleet", "db_%02d".formatted(i), made));
        }
    }

    String path(String rest) {
        return "/projects/" + name + rest;
    }

    void pace(Map<String, ?> pace) {
        Caller.Answer answer = house.root.put(path("/environments/fleet/rollout"), pace);
        if (answer.status() != 200) throw new AssertionError(answer.toString());
    }

    /// One more migration, which works for as long as it is told, and fails where there is a large
    /// object (which no catalog shows).
    int released(double seconds) {
        String table = "t" + migrations;
        folder =
                folder.with(
                        "%04d_%s".formatted(migrations++, table),
                        """
                        CREATE TABLE %1$s (began timestamptz, ended timestamptz);
                        --> statement-breakpoint
                        INSERT INTO %1$s (began) VALUES (clock_timestamp());
                        --> statement-breakpoint
                        SELECT pg_sleep(%2$s);
                        --> statement-breakpoint
                        SELECT 1 / (1 - count(*)) FROM pg_largeobject_metadata;
                        --> statement-breakpoint
                        UPDATE %1$s SET ended = clock_timestamp();\
                        """
                                .formatted(table, seconds));
        int number =
                Shop.number(
                        house.root.done(
                                path("/releases"),
                                Map.of(
                                        "ref",
                                        "main" + migrations,
                                        "commit",
                                        "c0ffee",
                                        "files",
                                        folder.files())));
        Shop.eventually(() -> Shop.isChecked(change(number)));
        return number;
    }

    JsonNode change(int number) {
        return house.root.get(path("/changes/" + number)).body();
    }

    Caller.Answer act(int number, String verb) {
        return house.root.post(path("/changes/" + number + "/" + verb), Shop.wish(verb, "fleet"));
    }

    void start(int number) {
        Caller.Answer answer = act(number, "start");
        if (answer.status() != 200) throw new AssertionError(answer.toString());
    }

    JsonNode lane(int number) {
        return change(number).path("lanes").get(0);
    }

    void is(int number, String state) {
        try {
            Shop.eventually(() -> lane(number).path("state").asString().equals(state));
        } catch (AssertionError e) {
            throw new AssertionError(number + " is not " + state + ": " + lane(number), e);
        }
    }

    /// `db_01 applied 1`: its state, and how often it was tried.
    List<String> runs(int number) {
        var runs = new ArrayList<String>();
        for (JsonNode run : lane(number).path("runs"))
            runs.add(
                    run.path("database").asString()
                            + " "
                            + run.path("state").asString()
                            + " "
                            + run.path("attempts").asInt());
        return runs;
    }

    /// When the migration worked, by database, the first first.
    List<Span> spans(int migration) {
        return databases.entrySet().stream()
                .flatMap(e -> span(e.getKey(), e.getValue(), "t" + migration))
                .sorted(Comparator.comparing(Span::began))
                .toList();
    }

    private static Stream<Span> span(String name, TestDatabase database, String table) {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            if (!Shop.has(database, table)) return Stream.of();
            try (var row = statement.executeQuery("select began, ended from " + table)) {
                row.next();
                return Stream.of(
                        new Span(
                                name,
                                row.getObject(1, OffsetDateTime.class).toInstant(),
                                row.getObject(2, OffsetDateTime.class).toInstant()));
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /// How many were at work at the same moment, at most.
    static int atOnce(List<Span> spans) {
        return spans.stream()
                .mapToInt(s ->
                        Math.toIntExact(
                                spans.stream()
                                        .filter(o ->
                                                !o.began().isAfter(s.began())
                                                        && o.ended().isAfter(s.began()))
                                        .count()))
                .max()
                .orElse(0);
    }

    static List<String> names(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj("db_%02d"::formatted).toList();
    }

    @Override
    public void close() {
        databases.values().forEach(TestDatabase::close);
    }
}
