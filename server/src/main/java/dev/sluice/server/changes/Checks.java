package dev.sluice.server.changes;

import dev.sluice.ledger.Ledger;
import dev.sluice.plan.Hazard;
import dev.sluice.rollout.StepKind;
import dev.sluice.rollout.TargetIdentity;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Extension;
import dev.sluice.schema.Policy;
import dev.sluice.server.Json;
import dev.sluice.server.databases.Catalogs;
import dev.sluice.server.databases.Comparison;
import dev.sluice.server.databases.Database;
import dev.sluice.server.databases.Databases;
import dev.sluice.server.databases.Unreachable;
import dev.sluice.server.projects.Projects;
import dev.sluice.server.releases.MigrationProof;
import dev.sluice.server.releases.Proofs;
import dev.sluice.server.work.Handler;
import dev.sluice.server.work.Work;
import dev.sluice.source.catalog.CatalogReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Judges a revision target by target, in the background. Each check replaces what it said before,
/// so a run that died is simply done again.
@Component
final class Checks implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(Checks.class);

    /// When a database that did not answer is asked again.
    private static final Duration AWAY = Duration.ofSeconds(30);

    private final JdbcClient jdbc;
    private final Changes changes;
    private final Databases databases;
    private final Projects projects;
    private final Catalogs catalogs;
    private final Proofs proofs;
    private final Proving proving;
    private final Work work;
    private final Comparison comparison;

    Checks(
            JdbcClient jdbc,
            Changes changes,
            Databases databases,
            Projects projects,
            Catalogs catalogs,
            Proofs proofs,
            Proving proving,
            Work work,
            Comparison comparison) {
        this.comparison = comparison;
        this.jdbc = jdbc;
        this.changes = changes;
        this.databases = databases;
        this.projects = projects;
        this.catalogs = catalogs;
        this.proofs = proofs;
        this.proving = proving;
        this.work = work;
    }

    @Override
    public String task() {
        return Changes.CHECKS;
    }

    @Override
    public Optional<Duration> run(long revisionId, long turn) {
        Revision revision = changes.revision(revisionId);
        if (!proving.isLatest(revision)) return Optional.empty();
        String broken = "";
        try {
            if (!proving.seal(
                    revision,
                    (t, words) -> say(revisionId, t.id(), "proof", "running", words, "{}")))
                return Optional.of(Duration.ofSeconds(1));
        } catch (SQLException | RuntimeException e) {
            LOG.warn("the proof of revision {} broke off", revisionId, e);
            broken = "The proof broke off: " + e.getMessage() + " Run the checks again.";
        }
        String project = projects.byId(changes.byId(revision.changeId()).projectId()).name();
        boolean isAway = false;
        for (RevisionTarget target : changes.targets(revisionId)) {
            try {
                isAway |= new OfTarget(revision, target, project, broken).all();
            } catch (RuntimeException e) {
                say(
                        revisionId,
                        target.id(),
                        "reachable",
                        "error",
                        "The checks broke off: " + e,
                        "{}");
            }
        }
        work.soon("advance", revision.changeId());
        return isAway && isOpen(revision.changeId()) ? Optional.of(AWAY) : Optional.empty();
    }

    private boolean isOpen(long change) {
        return switch (changes.byId(change).state()) {
            case DRAFT, IN_REVIEW, APPROVED -> true;
            case ROLLING_OUT, DONE, NEEDS_DECISION, REVERTED, CLOSED -> false;
        };
    }

    private void say(
            long revision, long target, String kind, String state, String message, String details) {
        jdbc.sql(
                        """
                        insert into revision_check (revision_id, target_id, kind, state, message, details)
                        values (?, ?, ?, ?, ?, cast(? as jsonb))
                        on conflict (revision_id, target_id, kind) do update
                        set state = excluded.state, message = excluded.message, details = excluded.details, at = now()\
                        """)
                .params(revision, target, kind, state, message, details)
                .update();
    }

    private final class OfTarget {
        private final Revision revision;
        private final RevisionTarget target;
        private final String project;
        private final String broken;
        private final Database database;
        private final Touched touched = Touched.none();

        OfTarget(Revision revision, RevisionTarget target, String project, String broken) {
            this.broken = broken;
            this.revision = revision;
            this.target = target;
            this.project = project;
            this.database = databases.byId(target.databaseId());
        }

        /// "reachable" is written as running first and judged last but one: while it says running,
        /// the checks are not done. True where the database does not answer now and may later.
        boolean all() {
            proof();
            steps();
            try (Connection live = databases.connect(database)) {
                live.setReadOnly(true);
                touch();
                identity(live);
                rights(live);
                position(live);
                fingerprint(live);
                sizes(live);
                rolesAndExtensions(live);
                ok("reachable", database.place() + " answers, PostgreSQL " + major(live));
                return false;
            } catch (Unreachable e) {
                return unreachable(String.valueOf(e.getMessage()), e.isAway());
            } catch (SQLException e) {
                return unreachable(database.place() + ": " + e.getMessage(), Unreachable.isLost(e));
            }
        }

        private boolean unreachable(String message, boolean isAway) {
            error(
                    "reachable",
                    message
                            + (isAway
                                    ? " The checks run again every %d s until it answers."
                                            .formatted(AWAY.toSeconds())
                                    : ""));
            return isAway;
        }

        private void steps() {
            List<TargetMigration> inSteps =
                    target.migrations().stream()
                            .filter(m -> StepKind.alone(m.statements()).contains(true))
                            .toList();
            String then =
                    ": if a step fails, those before it stay, and a retry goes on after them.";
            String must = tags(inSteps.stream().filter(m -> !m.isOnline()));
            String online = tags(inSteps.stream().filter(TargetMigration::isOnline));
            String words =
                    online.isEmpty()
                            ? ""
                            : online
                                    + " runs by the online form, step by step"
                                    + (must.isEmpty() ? then : "; ");
            if (!must.isEmpty())
                warning(
                        "steps",
                        words
                                + must
                                + " cannot run in one transaction and runs step by step"
                                + then);
            else if (!online.isEmpty()) ok("steps", words);
        }

        private static String tags(Stream<TargetMigration> migrations) {
            return migrations.map(TargetMigration::tag).collect(Collectors.joining(", "));
        }

        private void touch() {
            for (TargetMigration m : target.migrations())
                proofs.find(m.chain(), database.major())
                        .ifPresent(p ->
                                touched.add(
                                        catalogs.named(p.fingerprintBefore()),
                                        catalogs.named(p.fingerprintAfter())));
        }

        private int major(Connection live) throws SQLException {
            return live.getMetaData().getDatabaseMajorVersion();
        }

        private void identity(Connection live) throws SQLException {
            TargetIdentity found = TargetIdentity.read(live);
            if (found.equals(database.identity()))
                ok("identity", "the database that was registered");
            else
                error(
                        "identity",
                        database.place()
                                + " is another database than the one that was registered: "
                                + found
                                + " instead of "
                                + database.identity()
                                + ". Register it anew if that is meant.");
        }

        private void rights(Connection live) throws SQLException {
            List<String> missing = touched.missingRights(live, database.username());
            if (!missing.isEmpty()) {
                error("rights", String.join(" ", missing));
                return;
            }
            if (bool(
                    live,
                    "select has_database_privilege(current_user, current_database(), 'CREATE')"))
                ok("rights", database.username() + " may change and create what is needed");
            else
                error(
                        "rights",
                        database.username()
                                + " may not create schemas in "
                                + database.place()
                                + ". Grant CREATE on the database to it.");
        }

        private void position(Connection live) throws SQLException {
            Ledger ledger = Ledger.read(live, project);
            if (!ledger.broken().isEmpty()) {
                error("ledger", String.join(" ", ledger.broken()));
                return;
            }
            List<String> already =
                    target.migrations().stream()
                            .filter(m -> ledger.stands(m.digest()))
                            .map(TargetMigration::tag)
                            .toList();
            List<String> undone = undone(ledger);
            if (!undone.isEmpty())
                warning(
                        "ledger",
                        String.join(", ", undone)
                                + ", will run again. An application that runs Drizzle's migrator at its start applies it at once, reviewed or not.");
            else if (already.isEmpty())
                ok(
                        "ledger",
                        ledger.position()
                                .map(r -> "last applied: " + r.tag())
                                .orElse("nothing applied yet"));
            else
                warning(
                        "ledger",
                        "applied already, will not run again: " + String.join(", ", already));
        }

        private List<String> undone(Ledger ledger) {
            var undone = new ArrayList<String>();
            for (TargetMigration m : target.migrations())
                ledger.rows().stream()
                        .filter(r -> r.digest().equals(m.digest()) && !ledger.stands(m.digest()))
                        .reduce((_, last) -> last)
                        .ifPresent(r ->
                                undone.add(
                                        m.tag()
                                                + " was undone"
                                                + (r.changeNo() == null
                                                        ? ""
                                                        : " by #" + r.changeNo())));
            return undone;
        }

        private void fingerprint(Connection live) throws SQLException {
            if (!revision.predecessors().isEmpty()) {
                ok("fingerprint", "compared when " + numbers(revision.predecessors()) + " is done");
                return;
            }
            Catalog found = CatalogReader.read(live);
            List<String> differences =
                    comparison.words(catalogs.named(target.expectedFingerprint(), found), found);
            if (differences.isEmpty()) ok("fingerprint", "in the state that was reviewed");
            else
                error(
                        "fingerprint",
                        "The database is not in the state that this revision starts from: "
                                + String.join("; ", differences)
                                + ". Adopt or revert the drift, then release again.");
        }

        private void proof() {
            if (!broken.isEmpty()) {
                error("proof", broken);
                return;
            }
            var lines = new ArrayList<String>();
            String worst = "ok";
            for (TargetMigration m : target.migrations()) {
                MigrationProof proof = proofs.find(m.chain(), database.major()).orElse(null);
                if (proof == null) {
                    worst = "error";
                    lines.add(m.tag() + ": no proof on PostgreSQL " + database.major());
                    continue;
                }
                if (!proof.isProven() && worst.equals("ok")) worst = "warning";
                lines.add(
                        m.tag()
                                + ": "
                                + proof.verdict()
                                + " (up "
                                + proof.upMillis()
                                + " ms, down "
                                + proof.downMillis()
                                + " ms)"
                                + (proof.reasons().isEmpty()
                                        ? ""
                                        : " " + String.join(" ", proof.reasons())));
            }
            say(
                    revision.id(),
                    target.id(),
                    "proof",
                    worst,
                    String.join("\n", lines),
                    Json.write(Map.of("major", database.major())));
        }

        private void sizes(Connection live) throws SQLException {
            var lines = new ArrayList<String>();
            var hazards = new LinkedHashMap<TargetMigration, List<Hazard>>();
            for (TargetMigration m : target.migrations())
                proofs.find(m.chain(), database.major())
                        .ifPresent(p -> hazards.put(m, p.hazards()));
            Set<String> named =
                    hazards.values().stream()
                            .flatMap(List::stream)
                            .map(Checks::table)
                            .collect(Collectors.toSet());
            Map<String, String> tables = touched.sizes(live, named);
            hazards.forEach((m, all) ->
                    all.forEach(h ->
                            lines.add(
                                    m.tag()
                                            + ": "
                                            + h.kind().words()
                                            + ", "
                                            + h.object()
                                            + ": "
                                            + h.why()
                                            + counted(live, h, tables.get(table(h))))));
            boolean hazardous = !lines.isEmpty();
            tables.forEach((table, size) -> lines.add("works on " + table + " (" + size + ")"));
            say(
                    revision.id(),
                    target.id(),
                    "hazards",
                    hazardous ? "warning" : "ok",
                    lines.isEmpty() ? "none" : String.join("\n", lines),
                    Json.write(Map.of("tables", tables)));
        }

        private String counted(Connection live, Hazard h, @Nullable String size) {
            String otherwise = size == null ? "" : " (" + size + ")";
            if (h.countingQuery() == null) return otherwise;
            try (var statement = live.createStatement()) {
                statement.setQueryTimeout(5);
                try (var row = statement.executeQuery(h.countingQuery())) {
                    row.next();
                    return " (" + row.getLong(1) + " there now)";
                }
            } catch (SQLException _) {
                return otherwise;
            }
        }

        private void rolesAndExtensions(Connection live) throws SQLException {
            var roles = new TreeSet<String>();
            var extensions = new TreeSet<String>();
            for (TargetMigration m : target.migrations()) {
                Optional<MigrationProof> proof = proofs.find(m.chain(), database.major());
                if (proof.isEmpty()) continue;
                Catalog after = catalogs.named(proof.get().fingerprintAfter());
                after.all(Policy.class).forEach(p -> roles.addAll(p.roles()));
                after.all(Extension.class).forEach(e -> extensions.add(e.name().text()));
            }
            roles.remove("public");
            missing(live, "select rolname from pg_roles", roles, "role", "Create it there.");
            missing(
                    live,
                    "select name from pg_available_extensions",
                    extensions,
                    "extension",
                    "Install it on the server.");
        }

        private void missing(
                Connection live, String query, TreeSet<String> wanted, String kind, String advice)
                throws SQLException {
            var left = new TreeSet<>(wanted);
            try (var statement = live.createStatement();
                    var row = statement.executeQuery(query)) {
                while (row.next()) left.remove(row.getString(1));
            }
            if (left.isEmpty()) ok(kind + "s", "none is missing");
            else
                error(
                        kind + "s",
                        "missing " + kind + ": " + String.join(", ", left) + ". " + advice);
        }

        private void ok(String kind, String message) {
            say(revision.id(), target.id(), kind, "ok", message, "{}");
        }

        private void warning(String kind, String message) {
            say(revision.id(), target.id(), kind, "warning", message, "{}");
        }

        private void error(String kind, String message) {
            say(revision.id(), target.id(), kind, "error", message, "{}");
        }
    }

    /// The name of the table that a hazard is about, else what it is about.
    private static String table(Hazard h) {
        return h.object().replaceFirst("^table ", "");
    }

    private static String numbers(List<Integer> numbers) {
        return String.join(", ", numbers.stream().map(n -> "#" + n).toList());
    }

    private static boolean bool(Connection live, String query) throws SQLException {
        try (var statement = live.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
