package dev.sluice.server.web;

import dev.sluice.server.changes.web.ChangeRow;
import dev.sluice.server.changes.web.ChangeView;
import dev.sluice.server.databases.web.DatabaseView;
import dev.sluice.server.identity.Sessions;
import dev.sluice.server.rollouts.Undo;
import dev.sluice.server.rollouts.web.RunView;
import dev.sluice.server.rollouts.web.UndoView;
import dev.sluice.server.windows.web.WindowsView;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Each page in a state that a person meets, every name taken from `name`.
final class PageFixtures {
    private static final Instant NOW = Instant.now();
    private static final String DIGEST =
            "c3f9a1d07b5e4c1f9a1b2c3d4e5f60718293a4b5c6d7e8f9a0b1c2d3e4f50617";

    private PageFixtures() {}

    /// The model of each page by template name.
    static Map<String, Map<String, Object>> of(String name) {
        ChangeView change = change(name);
        DatabaseView database = database(name);
        var pages = new LinkedHashMap<String, Map<String, Object>>();
        pages.put(
                "changes/list",
                Map.of(
                        "rows",
                        rows(name),
                        "filter",
                        "open",
                        "newHref",
                        "/changes/new",
                        "noProject",
                        false,
                        "before",
                        7L,
                        "first",
                        false));
        for (String tab : List.of("overview", "sql", "checks", "activity")) {
            pages.put("changes/" + tab, Map.of("change", change));
        }
        pages.put(
                "identity/account",
                Map.of(
                        "sessions",
                        List.of(
                                new Sessions.Shown("0a", ago(300), ago(1), name, name, true),
                                new Sessions.Shown("0b", ago(900), ago(90), name, name, false)),
                        "totp",
                        true,
                        "recoveryLeft",
                        9));
        pages.put("rollouts/run", Map.of("run", run(name)));
        pages.put("rollouts/undo", Map.of("undo", undo(name)));
        pages.put("databases/objects", Map.of("database", database, "groups", groups(name)));
        pages.put(
                "databases/history",
                Map.of(
                        "database",
                        database,
                        "entries",
                        history(name),
                        "from",
                        0L,
                        "to",
                        2L,
                        "before",
                        7L,
                        "first",
                        false,
                        "differences",
                        change.differences()));
        pages.put("databases/drift", Map.of("database", database));
        pages.put("windows/windows", Map.of("windows", windows(name)));
        return pages;
    }

    private static List<ChangeRow> rows(String name) {
        return List.of(
                new ChangeRow(
                        "/p/1/c/142",
                        "#142",
                        "Add billing e-mail to " + name,
                        name,
                        name,
                        Badge.review("In review"),
                        "Waits for 1 approval for staging. Anybody of the project but Ada can give it.",
                        ago(12)),
                new ChangeRow(
                        "/p/1/c/141",
                        "#141",
                        "Index orders by customer",
                        name,
                        name,
                        Badge.running("Rolling out"),
                        "Staging is done. Production is running: 3 of 12 databases.",
                        ago(95)),
                new ChangeRow(
                        "/p/1/c/139",
                        "#139",
                        "Drop the old address columns",
                        name,
                        name,
                        Badge.bad("Needs decision"),
                        "Staging stopped at app-2: the lock on "
                                + name
                                + " was not granted. Nothing changed there.",
                        ago(3000)));
    }

    static ChangeView change(String name) {
        var start =
                new ChangeView.Action(
                        "/p/1/c/142/start",
                        "Start production",
                        "primary",
                        "environment",
                        "production",
                        false);
        return new ChangeView(
                "/p/1/c/142",
                "7-0",
                name,
                142,
                "Add billing e-mail to " + name,
                name,
                ago(60),
                Badge.running("Rolling out"),
                "Staging is done. Production waits for 1 approval, and anybody of the project but Ada can give it.",
                3,
                DIGEST,
                "main",
                List.of(
                        new ChangeView.Lane(
                                "staging",
                                "done",
                                Badge.ok("Done"),
                                "Applied 8 min ago.",
                                2,
                                List.of(
                                        new ChangeView.LaneRun(
                                                "app-1-" + name,
                                                "/p/1/r/1",
                                                Badge.ok("Applied"),
                                                ""),
                                        new ChangeView.LaneRun(
                                                "app-2", "/p/1/r/2", Badge.ok("Applied"), "")),
                                null),
                        new ChangeView.Lane(
                                "production",
                                "now",
                                Badge.waiting("Waiting"),
                                "Waits for 1 of 2 approvals.",
                                0,
                                List.of(
                                        new ChangeView.LaneRun(
                                                "prod-eu-1",
                                                null,
                                                Badge.waiting("Queued"),
                                                "3 migrations behind")),
                                start)),
                List.of(
                        new ChangeView.Blocker("ok", "All 12 checks passed."),
                        new ChangeView.Blocker("ok", "Staging is done, and soaked."),
                        new ChangeView.Blocker(
                                "wait", "1 of 2 approvals for production is missing."),
                        new ChangeView.Blocker(
                                "fix", "prod-eu-1 has an index that its record does not have.")),
                new ChangeView.Decision(
                        "production",
                        "Approve for production?",
                        true,
                        List.of("column public." + name + ".address is dropped with its values"),
                        null),
                List.of(
                        new ChangeView.Action(
                                "/p/1/c/142/close", "Close the change", "", null, null, true)),
                "/p/1/c/142/undo",
                WordLine.of(
                        List.of(
                                "column public.accounts.billing_email: new, text",
                                "index public.accounts_billing_email_idx: new",
                                "column public." + name + ".address: dropped",
                                "column public.accounts.plan: default 'free'::text → 'trial'::text")),
                List.of(
                        new ChangeView.Migration(
                                "0007_" + name,
                                DIGEST,
                                Badge.ok("Proven with rows"),
                                List.of(),
                                List.of(
                                        new ChangeView.Statement(
                                                "ALTER TABLE \"accounts\" ADD COLUMN \"billing_email\" text;",
                                                null),
                                        new ChangeView.Statement(
                                                "CREATE INDEX CONCURRENTLY \"accounts_billing_email_idx\" ON \"accounts\" USING btree (\"billing_email\");",
                                                "CREATE INDEX \"" + name + "\""),
                                        new ChangeView.Statement(
                                                "ALTER TABLE \""
                                                        + name
                                                        + "\" DROP COLUMN \"address\";",
                                                null)),
                                List.of(
                                        "ALTER TABLE \""
                                                + name
                                                + "\" ADD COLUMN \"address\" text;"),
                                List.of(
                                        new ChangeView.HazardLine(
                                                Badge.bad("data loss"),
                                                "column public." + name + ".address",
                                                "Dropping the column destroys its values.",
                                                "Keep it until nothing reads it."),
                                        new ChangeView.HazardLine(
                                                Badge.warn("long exclusive lock"),
                                                "table public.accounts",
                                                "Writes to accounts wait while the index is built: 3.1 million rows.",
                                                "Build it CONCURRENTLY in a migration of its own.")),
                                List.of("app-1", "app-2", "prod-eu-1"),
                                true)),
                List.of(
                        new ChangeView.TargetChecks(
                                "prod-eu-1",
                                "production",
                                "at migration 6 of 7",
                                List.of(
                                        new ChangeView.CheckLine(
                                                Badge.ok("ok"),
                                                "reachable",
                                                "PostgreSQL 16.15 answers as sluice_service.",
                                                List.of(),
                                                true),
                                        new ChangeView.CheckLine(
                                                Badge.warn("note"),
                                                "hazards",
                                                "public." + name + " has 3,120,004 rows (410 MB).",
                                                List.of(
                                                        "An index build of this size took 41 s before."),
                                                true),
                                        new ChangeView.CheckLine(
                                                Badge.bad("error"),
                                                "live state",
                                                "The database is not what was reviewed.",
                                                List.of("index public.by_hand: new"),
                                                false)))),
                List.of(
                        new ChangeView.ApprovalLine(
                                "staging", name, 3, "c3f9a1d07b5e", ago(20), true, true),
                        new ChangeView.ApprovalLine(
                                "staging", "Ben", 2, "77be02aa11c0", ago(90), false, false)),
                List.of(
                        new ChangeView.ActivityLine(
                                name, "opened the change", null, ago(60), false),
                        new ChangeView.ActivityLine(
                                "Ben",
                                "commented",
                                "Is address read by the old worker?\n" + name,
                                ago(50),
                                false),
                        new ChangeView.ActivityLine(
                                "sluice", "applied 0007 on app-1", null, ago(8), true)),
                true,
                true,
                true);
    }

    private static WindowsView windows(String name) {
        return new WindowsView(
                "/p/1/windows",
                name,
                List.of(
                        new WindowsView.Hours(
                                "production",
                                Badge.bad("Frozen"),
                                "production is frozen until Monday: " + name + ".",
                                List.of("Sat 22:00 to 04:00 of the next day (Europe/Berlin)"),
                                "pg_dump")),
                List.of(
                        new WindowsView.FreezeLine(
                                7, "all environments", "Friday", "Monday", name, name)),
                List.of("UTC"),
                true);
    }

    private static UndoView undo(String name) {
        return new UndoView(
                "/p/1/c/142",
                142,
                "Add billing e-mail to " + name,
                List.of(
                        new Undo.Loss(
                                "production",
                                "prod-eu-1",
                                List.of("table public." + name + ": 3 rows will be gone"),
                                List.of("column public." + name + ".address")),
                        new Undo.Loss("staging", "app-2", List.of(), List.of())),
                List.of("production is frozen until Monday: " + name + "."));
    }

    private static RunView run(String name) {
        return new RunView(
                "/p/1/r/2",
                "/p/1/c/142",
                "Add billing e-mail to " + name,
                142,
                "prod-eu-1",
                "production",
                "up",
                Badge.bad("Failed (nothing changed)"),
                "Statement 2 of 0007_"
                        + name
                        + " failed: a lock was not granted within 3 s. Nothing changed. Retry when the table is quieter.",
                List.of(
                        new ChangeView.Action(
                                "/p/1/r/2/retry", "Retry", "primary", null, null, false)),
                List.of(
                        new RunView.BackupLine(
                                Badge.ok("Made"), "at " + name, "pg_restore -d '" + name + "'")),
                List.of(
                        new RunView.Attempt(
                                1,
                                ago(3),
                                ago(2),
                                "failed, nothing changed",
                                List.of(
                                        new RunView.Line(
                                                ago(3),
                                                "is-ok",
                                                "ok",
                                                "statement 1",
                                                "ALTER TABLE \""
                                                        + name
                                                        + "\" ADD COLUMN \"billing_email\" text",
                                                "0.012 s"),
                                        new RunView.Line(
                                                ago(2),
                                                "is-bad",
                                                "bad",
                                                "statement 2",
                                                "canceling statement due to lock timeout",
                                                "3.0 s")))),
                true);
    }

    private static DatabaseView database(String name) {
        return new DatabaseView(
                "/p/1/d/1",
                "prod-eu-1",
                "production",
                name,
                "db.example:5432/" + name,
                16,
                "c1-pg16:" + DIGEST,
                Badge.warn("Drifted"),
                new DatabaseView.DriftView(
                        1,
                        ago(120),
                        WordLine.of(
                                List.of(
                                        "index public.by_hand: new",
                                        "column public." + name + ".x: new, integer")),
                        "pg18:" + name,
                        true,
                        true));
    }

    private static List<DatabaseView.Group> groups(String name) {
        return List.of(
                new DatabaseView.Group(
                        "table",
                        List.of(
                                new DatabaseView.ObjectLine(
                                        "t1",
                                        "public." + name,
                                        "Who pays",
                                        List.of(
                                                new DatabaseView.Row4(
                                                        "id",
                                                        "bigint",
                                                        "not null",
                                                        "generated always as identity"),
                                                new DatabaseView.Row4(
                                                        name,
                                                        "character varying(255)",
                                                        "",
                                                        "'x'::text")),
                                        List.of(
                                                "PRIMARY KEY (id)",
                                                "FOREIGN KEY (owner) REFERENCES public.people(id)")))),
                new DatabaseView.Group(
                        "view",
                        List.of(
                                new DatabaseView.ObjectLine(
                                        "v1",
                                        "public.active",
                                        null,
                                        List.of(),
                                        List.of("SELECT id FROM accounts WHERE active")))));
    }

    private static List<DatabaseView.HistoryLine> history(String name) {
        return List.of(
                new DatabaseView.HistoryLine(
                        2,
                        "0007_" + name,
                        Badge.ok("applied"),
                        "/p/1/c/142",
                        142,
                        name,
                        ago(8),
                        "/p/1/d/1/history?from=1&to=2",
                        true),
                new DatabaseView.HistoryLine(
                        1,
                        "0006_index_orders",
                        Badge.ok("applied"),
                        "/p/1/c/141",
                        141,
                        "sluice",
                        ago(3000),
                        "/p/1/d/1/history?from=0&to=1",
                        true));
    }

    private static Instant ago(long minutes) {
        return NOW.minus(minutes, ChronoUnit.MINUTES);
    }
}
