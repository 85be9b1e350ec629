package dev.sluice.bench.storm;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A project with one environment and one database in it, where one change follows the other; two
/// of three are undone and run again. It keeps what was asked for, which the judge holds against
/// what is.
final class Lane {
    static final String PREFIX = "storm";
    private static final int RETRIES = 12;
    private static final Duration LATE = Duration.ofMinutes(3);
    private static final Duration HISTORY = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int LOOKS = 30;

    private final String name;
    private final Ground ground;
    private final Connection metadata;
    private final Api api;
    private final List<List<Work.Kind>> script;
    private final Random random;
    private final List<Work> folder = new ArrayList<>();
    private final Map<Work, Integer> ups = new LinkedHashMap<>();
    private final Map<Work, Integer> downs = new LinkedHashMap<>();
    private final List<Work> pending = new ArrayList<>();
    private int begun;
    private int releases;
    private int change;
    private boolean undo;
    private int done;
    private volatile long since = System.nanoTime();
    private volatile boolean left;

    private Lane(
            String name,
            Ground ground,
            Connection metadata,
            Api api,
            List<List<Work.Kind>> script,
            long seed) {
        this.name = name;
        this.ground = ground;
        this.metadata = metadata;
        this.api = api;
        this.script = script;
        this.random = new Random(seed);
    }

    /// With its first change rolled out.
    static Lane open(String name, Ground ground, Api api, List<List<Work.Kind>> script, long seed)
            throws SQLException {
        var lane = registered(name, ground, api, script, seed);
        lane.release(lane.next());
        lane.approve();
        String rest = lane.rest();
        if (!rest.isEmpty()) throw new IllegalStateException(name + ": " + rest);
        return lane;
    }

    /// Has the migrations of a whole script checked, of which nothing is to run: what was proven
    /// once is not proven again, and a server that lives for seconds has better things to do.
    static void survey(Ground ground, Api api, List<List<Work.Kind>> script) throws SQLException {
        var lane = registered("survey", ground, api, script, 0);
        try (lane.metadata) {
            lane.release(script.stream().flatMap(List::stream).toList());
        }
    }

    private static Lane registered(
            String name, Ground ground, Api api, List<List<Work.Kind>> script, long seed)
            throws SQLException {
        var lane = new Lane(name, ground, ground.metadata(), api, script, seed);
        ground.database(name);
        var staging =
                Map.of("name", "staging", "approvals", 1, "automatic", true, "soakSeconds", 0);
        api.post(
                Ground.AUTHOR, "/projects", Map.of("name", name, "environments", List.of(staging)));
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
        return lane;
    }

    String name() {
        return name;
    }

    /// Whether its change has waited for its end for so long that no kill should put it off
    /// further.
    boolean isLate() {
        return !left && System.nanoTime() - since > LATE.toNanos();
    }

    /// Whether it came to something that is not as it should be, or to its end.
    boolean isLeft() {
        return left;
    }

    /// How many rollouts and undos came to their end.
    int done() {
        return done;
    }

    /// Works until the storm is over or something is not as it should be; that goes to `found`.
    void work(BooleanSupplier over, Consumer<String> found, PrintStream out) throws SQLException {
        try (metadata) {
            boolean goesOn = true;
            while (!over.getAsBoolean()) {
                release(goesOn ? next() : List.of());
                approve();
                if (!judged(found, out)) return;
                goesOn = random.nextInt(3) == 0;
                if (goesOn || over.getAsBoolean()) continue;
                undo();
                if (!judged(found, out)) return;
            }
        } finally {
            left = true;
        }
    }

    private boolean judged(Consumer<String> found, PrintStream out) throws SQLException {
        String at = name + " #" + change + (undo ? " undone" : "");
        var findings = new ArrayList<String>();
        String rest = rest();
        if (!rest.isEmpty()) findings.add(name + ": " + rest);
        findings.addAll(looked());
        findings.forEach(f -> found.accept(at + ": " + f));
        out.println(at + (findings.isEmpty() ? ": as asked for" : ": not as asked for"));
        done++;
        return findings.isEmpty();
    }

    /// A row of a ledger that could not be read at the end of its run has a minute to come into the
    /// history.
    private List<String> looked() throws SQLException {
        long end = System.nanoTime() + HISTORY.toNanos();
        while (true) {
            List<String> findings = lookedOnce();
            boolean isOnlyLate =
                    !findings.isEmpty()
                            && findings.stream().allMatch(f -> f.contains("history rows"));
            if (!isOnlyLate || System.nanoTime() > end) return findings;
            LockSupport.parkNanos(1_000_000_000);
        }
    }

    /// Once more where the targets' server crashes meanwhile: by then it is back.
    private List<String> lookedOnce() throws SQLException {
        for (int left = LOOKS; ; left--)
            try {
                return Checker.findings(ground, name, wanted());
            } catch (SQLException | IllegalStateException e) {
                if (left == 0 || !isCut(e)) throw e;
                LockSupport.parkNanos(1_000_000_000);
            }
    }

    /// <https://www.postgresql.org/docs/18/errcodes-appendix.html>
    private static boolean isCut(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause())
            if (t instanceof SQLException e
                    && String.valueOf(e.getSQLState()).matches("57P0.|08...")) return true;
        return false;
    }

    private List<Work.Kind> next() {
        return script.size() > begun ? script.get(begun++) : Work.change(random);
    }

    /// What stands at the end of all that was asked for: how often each was applied and undone.
    private List<Checker.Wanted> wanted() {
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

    /// What was undone before runs again with it.
    private void release(List<Work.Kind> kinds) {
        since = System.nanoTime();
        for (Work.Kind kind : kinds) folder.add(new Work(folder.size(), kind));
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
        String ref = "work-" + ++releases;
        undo = false;
        try {
            JsonNode opened =
                    api.post(
                            Ground.AUTHOR,
                            path("/releases"),
                            Map.of(
                                    "ref",
                                    ref,
                                    "commit",
                                    "c0ffee",
                                    "drizzleSchema",
                                    "drizzle",
                                    "drizzleTable",
                                    "__drizzle_migrations",
                                    "files",
                                    files));
            change = opened.path("change").path("number").asInt();
        } catch (Api.Refused e) {
            change = opened(ref).orElseThrow(() -> e);
        }
        checked();
        pending.clear();
        folder.stream()
                .filter(w -> ups.getOrDefault(w, 0).equals(downs.getOrDefault(w, 0)))
                .forEach(pending::add);
    }

    /// The server that opened it was killed before it could say so.
    private java.util.Optional<Integer> opened(String ref) {
        for (JsonNode c : api.get(path("/changes?limit=200")).path("items"))
            if (c.path("ref").asString().equals(ref))
                return java.util.Optional.of(c.path("number").asInt());
        return java.util.Optional.empty();
    }

    private static String journal(List<Map<String, Object>> entries) {
        return JsonMapper.shared()
                .writeValueAsString(
                        Map.of("version", "7", "dialect", "postgresql", "entries", entries));
    }

    /// A check that fell into a crash of the targets says no and stands; a person has it made
    /// again.
    private void checked() {
        for (int tries = 0; ; tries++) {
            if (!Ground.within(PATIENCE, this::isChecked))
                throw new IllegalStateException("no end of the checks of " + name + " #" + change);
            if (tries == RETRIES || !saysNo()) return;
            try {
                api.post(Ground.AUTHOR, at("/check"), Map.of());
            } catch (Api.Refused _) {
                // another server had taken the wish before it was killed
            }
        }
    }

    private boolean saysNo() {
        for (JsonNode check : api.get(at("")).path("checks"))
            if (check.path("state").asString().equals("error")) return true;
        return false;
    }

    private boolean isChecked() {
        return told("""
        SELECT bool_and(k.state <> 'running') AND r.digest <> '' FROM revision r
        JOIN revision_check k ON k.revision_id = r.id WHERE r.change_id = c.id
        GROUP BY r.id, r.number, r.digest ORDER BY r.number DESC LIMIT 1\
        """)
                .equals("true");
    }

    private void approve() {
        String digest = api.get(at("")).path("revision").path("digest").asString();
        try {
            api.post(
                    Ground.REVIEWER,
                    at("/approve"),
                    Map.of("digest", digest, "environment", "staging", "acceptDataLoss", true));
        } catch (Api.Refused e) {
            // its answer was lost, not the approval
            if (state().equals("in_review")) throw e;
        }
        pending.forEach(w -> ups.merge(w, 1, Integer::sum));
    }

    private void undo() {
        since = System.nanoTime();
        undo = true;
        try {
            api.post(
                    Ground.REVIEWER,
                    at("/undo"),
                    Map.of("reason", "the storm asks for it", "acceptDataLoss", true));
        } catch (Api.Refused e) {
            if (state().equals("done")) throw e;
        }
        pending.forEach(w -> downs.merge(w, 1, Integer::sum));
    }

    /// Waits until the change is done (or undone); a run that the server could not finish by itself
    /// is tried again, as a person would. What keeps it from its end, or nothing.
    private String rest() {
        String refused = "";
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (int tries = 0; ; ) {
            if (!Ground.within(PATIENCE, this::isResting))
                return "#%d is still %s after %d s: %s"
                        .formatted(change, state(), PATIENCE.toSeconds(), api.get(at("")));
            if (!state().equals("needs_decision")) return "";
            String sentence = api.get(at("")).path("sentence").asString();
            // a server that comes back from a crash takes as long as it takes
            boolean isAway = sentence.contains("No connection");
            if (System.nanoTime() > end || !isAway && tries++ == RETRIES)
                return "#" + change + ": " + sentence + refused;
            if (isAway) LockSupport.parkNanos(1_000_000_000);
            try {
                api.post(Ground.REVIEWER, at("/retry"), Map.of("environment", "staging"));
            } catch (Api.Refused e) {
                refused = " " + e.getMessage();
            }
        }
    }

    private boolean isResting() {
        String state = state();
        return List.of("needs_decision", "done", "reverted").contains(state)
                && (!undo || !state.equals("done"));
    }

    private String state() {
        return told("SELECT c.state");
    }

    /// Asks the metadata where a person would look at a page again and again: that costs the
    /// servers more than their work. `query` is one about the change `c`.
    private String told(String query) {
        try (var statement =
                metadata.prepareStatement(
                        """
                        SELECT coalesce((%s)::text, '') FROM change c JOIN project p ON p.id = c.project_id
                        WHERE p.name = ? AND c.number = ?\
                        """
                                .formatted(query))) {
            statement.setString(1, name);
            statement.setInt(2, change);
            try (var row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String at(String rest) {
        return path("/changes/" + change + rest);
    }

    private String path(String rest) {
        return "/projects/" + name + rest;
    }
}
