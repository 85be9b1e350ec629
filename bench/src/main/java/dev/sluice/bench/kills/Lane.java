package dev.sluice.bench.kills;

import dev.sluice.bench.storm.Checker;
import dev.sluice.bench.storm.Moment;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// A project with one environment and one database in it, and the change that is under way there.
/// It keeps what was asked for, which the judge holds against what is.
final class Lane {
    private static final int RETRIES = 6;

    private final String name;
    private final Ground ground;
    private final Api api;
    private final List<Work> folder = new ArrayList<>();
    private final Map<Work, Integer> ups = new LinkedHashMap<>();
    private final Map<Work, Integer> downs = new LinkedHashMap<>();
    private final List<Work> pending = new ArrayList<>();
    private int change;
    private boolean undo;

    private Lane(String name, Ground ground, Api api) {
        this.name = name;
        this.ground = ground;
        this.api = api;
    }

    /// With its first migration rolled out.
    static Lane open(String name, Ground ground, Api api) throws SQLException {
        var lane = new Lane(name, ground, api);
        ground.database(name);
        api.post(
                Ground.AUTHOR,
                "/projects",
                Map.of(
                        "name",
                        name,
                        "environments",
                        List.of(
                                Map.of(
                                        "name",
                                        "staging",
                                        "approvals",
                                        1,
                                        "automatic",
                                        true,
                                        "soakSeconds",
                                        0))));
        api.post(
                Ground.AUTHOR,
                lane.path("/databases"),
                Map.of(
                        "environment",
                        "staging",
                        "name",
                        name,
                        "host",
                        "127.0.0.1",
                        "port",
                        ground.targetPort(),
                        "database",
                        name,
                        "username",
                        "postgres",
                        "credential",
                        ground.targetPassword()));
        lane.release(Work.Kind.TABLE);
        lane.approve();
        String rest = lane.rest();
        if (!rest.isEmpty()) throw new IllegalStateException(name + ": " + rest);
        return lane;
    }

    String name() {
        return name;
    }

    boolean isUndo() {
        return undo;
    }

    /// Every third that is not data is one that runs online.
    Work.Kind next(boolean data) {
        if (data) return Work.Kind.DATA;
        return folder.size() % 3 == 2 ? Work.Kind.ONLINE : Work.Kind.TABLE;
    }

    /// How far its attempt has come.
    Moment moment(Connection metadata) {
        return Moment.of(metadata, name, change, direction());
    }

    private String direction() {
        return undo ? "down" : "up";
    }

    /// What stands at the end of all that was asked for: how often each was applied and undone.
    List<Checker.Wanted> wanted() {
        return folder.stream()
                .map(w ->
                        new Checker.Wanted(
                                w.tag(),
                                w.table(),
                                w.up(),
                                w.makesTable(),
                                w.kind() == Work.Kind.ONLINE ? w.index() : "",
                                ups.getOrDefault(w, 0),
                                downs.getOrDefault(w, 0)))
                .toList();
    }

    /// Everything up to the wish that starts an attempt. After an undo the next change runs two
    /// migrations, the undone one again and its own.
    void prepare(boolean undo, Work.Kind kind) {
        release(kind);
        this.undo = undo;
        if (!undo) return;
        this.undo = false;
        approve();
        String rest = rest();
        if (!rest.isEmpty()) throw new IllegalStateException(name + ": " + rest);
        this.undo = true;
    }

    void go() {
        if (!undo) {
            approve();
            return;
        }
        api.post(
                Ground.REVIEWER,
                at("/undo"),
                Map.of("reason", "the storm asks for it", "acceptDataLoss", true));
        pending.forEach(w -> downs.merge(w, 1, Integer::sum));
    }

    private void release(Work.Kind kind) {
        folder.add(new Work(folder.size(), kind));
        var files = new LinkedHashMap<String, String>();
        var entries = new ArrayList<Map<String, Object>>();
        for (Work w : folder) {
            files.put(w.tag() + ".sql", w.up());
            files.put(w.tag() + ".down.sql", w.down());
            entries.add(
                    Map.of(
                            "idx",
                            w.number(),
                            "version",
                            "7",
                            "when",
                            1_700_000_000_000L + w.number(),
                            "tag",
                            w.tag(),
                            "breakpoints",
                            true));
        }
        files.put("meta/_journal.json", journal(entries));
        JsonNode opened =
                api.post(
                        Ground.AUTHOR,
                        path("/releases"),
                        Map.of(
                                "ref",
                                "work-" + folder.size(),
                                "commit",
                                "c0ffee",
                                "drizzleSchema",
                                "drizzle",
                                "drizzleTable",
                                "__drizzle_migrations",
                                "files",
                                files));
        change = opened.path("change").path("number").asInt();
        Ground.await("the checks of " + name + " #" + change, this::isChecked);
        pending.clear();
        folder.stream()
                .filter(w -> ups.getOrDefault(w, 0).equals(downs.getOrDefault(w, 0)))
                .forEach(pending::add);
    }

    private static String journal(List<Map<String, Object>> entries) {
        return tools.jackson.databind.json.JsonMapper.shared()
                .writeValueAsString(
                        Map.of("version", "7", "dialect", "postgresql", "entries", entries));
    }

    private boolean isChecked() {
        JsonNode shown = api.get(at(""));
        for (JsonNode check : shown.path("checks"))
            if (check.path("state").asString().equals("running")) return false;
        return !shown.path("checks").isEmpty()
                && !shown.path("revision").path("digest").asString().isEmpty();
    }

    private void approve() {
        String digest = api.get(at("")).path("revision").path("digest").asString();
        api.post(
                Ground.REVIEWER,
                at("/approve"),
                Map.of("digest", digest, "environment", "staging", "acceptDataLoss", true));
        pending.forEach(w -> ups.merge(w, 1, Integer::sum));
    }

    /// Waits until the change is done (or undone); a run that the server could not finish by itself
    /// is tried again, as a person would. What keeps it from its end, or nothing.
    String rest() {
        String refused = "";
        for (int tries = 0; ; tries++) {
            if (!Ground.within(Duration.ofSeconds(90), this::isResting))
                return "#" + change + " is still " + state() + " after 90 seconds";
            if (!state().equals("needs_decision")) return "";
            if (tries == RETRIES)
                return "#" + change + ": " + api.get(at("")).path("sentence").asString() + refused;
            try {
                api.post(Ground.REVIEWER, at("/retry"), Map.of("environment", "staging"));
            } catch (Api.Refused e) {
                refused = " " + e.getMessage();
            }
        }
    }

    private boolean isResting() {
        return List.of("needs_decision", "done", "reverted").contains(state())
                && (!undo || !state().equals("done"));
    }

    private String state() {
        return api.get(at("")).path("change").path("state").asString();
    }

    private String at(String rest) {
        return path("/changes/" + change + rest);
    }

    private String path(String rest) {
        return "/projects/" + name + rest;
    }
}
