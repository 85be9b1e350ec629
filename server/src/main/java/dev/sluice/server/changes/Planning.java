package dev.sluice.server.changes;

import dev.sluice.ledger.Ledger;
import dev.sluice.schema.Catalog;
import dev.sluice.server.databases.Catalogs;
import dev.sluice.server.databases.Database;
import dev.sluice.server.databases.Databases;
import dev.sluice.server.databases.Unreachable;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Refusal;
import dev.sluice.server.projects.Conflict;
import dev.sluice.server.projects.Project;
import dev.sluice.server.releases.Proofs;
import dev.sluice.server.releases.Release;
import dev.sluice.server.releases.ReleaseStrategy;
import dev.sluice.server.releases.ReleasedMigration;
import dev.sluice.server.releases.Releases;
import dev.sluice.source.catalog.CatalogReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Works out what a release does to each database: which migrations, from which position and which
/// catalog.
@Component
public final class Planning {
    /// `predecessors` are the numbers of the changes that must be done first; `digest` is null
    /// where the ways back are still to be worked out.
    public record Plan(
            String title,
            int base,
            List<Integer> predecessors,
            List<RevisionTarget> targets,
            ReleaseStrategy strategy,
            @Nullable String digest) {
        public Plan {
            predecessors = List.copyOf(predecessors);
            targets = List.copyOf(targets);
        }

        /// Of one migration that the server planned and proved, both ways.
        public static Plan proven(String title, RevisionTarget target) {
            List<RevisionTarget> targets = List.of(target);
            return new Plan(
                    title,
                    0,
                    List.of(),
                    targets,
                    ReleaseStrategy.DIRECT,
                    RevisionDigest.of(targets));
        }
    }

    private final Databases databases;
    private final Releases releases;
    private final Catalogs catalogs;
    private final Proofs proofs;

    private final Adoptions adoptions;

    Planning(
            Databases databases,
            Releases releases,
            Catalogs catalogs,
            Proofs proofs,
            Adoptions adoptions) {
        this.adoptions = adoptions;
        this.proofs = proofs;
        this.databases = databases;
        this.releases = releases;
        this.catalogs = catalogs;
    }

    Plan of(
            Actor by,
            Project project,
            Release release,
            ReleaseStrategy strategy,
            List<Change> predecessors,
            Changes changes) {
        List<ReleasedMigration> migrations = releases.migrations(release.id());
        List<Database> targets = databases.of(project.id());
        if (targets.isEmpty())
            throw new Conflict(
                    "The project \"%s\" has no database yet. Register one, then release again."
                            .formatted(project.name()));
        int base = base(migrations, predecessors, changes);
        Set<Long> held = held(predecessors, changes);
        var planned = new ArrayList<RevisionTarget>();
        try (var replays =
                new Replays(releases.folder(release), release.searchPath(), strategy, proofs)) {
            for (Database d : targets) {
                RevisionTarget target =
                        held.contains(d.id())
                                ? fromBase(d, planned.size(), migrations, base, replays)
                                : fromLive(
                                        by,
                                        project,
                                        d,
                                        planned.size(),
                                        release,
                                        migrations,
                                        replays);
                if (target.migrations().isEmpty()) continue;
                replays.whole(d.major());
                planned.add(target);
            }
        }
        if (planned.isEmpty())
            throw new Conflict(
                    "Nothing to release: every database has all "
                            + migrations.size()
                            + " migrations of this folder"
                            + (predecessors.isEmpty()
                                    ? "."
                                    : ", or gets them by "
                                            + predecessors.stream()
                                                    .map(Change::subject)
                                                    .collect(Collectors.joining(", "))
                                            + "."));
        return new Plan(
                title(planned),
                base,
                predecessors.stream().map(Change::number).toList(),
                planned,
                strategy,
                null);
    }

    private static String title(List<RevisionTarget> planned) {
        List<String> tags =
                planned.stream()
                        .flatMap(t -> t.migrations().stream())
                        .map(TargetMigration::tag)
                        .distinct()
                        .sorted()
                        .toList();
        String first = tags.getFirst().replaceFirst("^\\d+_", "").replace('_', ' ');
        return tags.size() == 1 ? first : first + " and " + (tags.size() - 1) + " more";
    }

    /// How many of the migrations are held by open changes before this one; they must stand in the
    /// folder just as they were released.
    private int base(
            List<ReleasedMigration> migrations, List<Change> predecessors, Changes changes) {
        if (predecessors.isEmpty()) return 0;
        Change last = predecessors.getLast();
        Long release = changes.latest(last.id()).releaseId();
        if (release == null) return 0;
        List<ReleasedMigration> held = releases.migrations(release);
        for (int i = 0; i < held.size(); i++) sameAsHeld(migrations, held.get(i), i, last);
        return held.size();
    }

    private static void sameAsHeld(
            List<ReleasedMigration> migrations, ReleasedMigration held, int i, Change by) {
        if (i >= migrations.size() || !migrations.get(i).tag().equals(held.tag()))
            throw new Refusal(
                    "The folder does not have %s at its place, which %s holds. Rebase onto it (sluice rebase), then release again. Nothing was opened."
                            .formatted(held.tag(), by.subject()));
        if (!migrations.get(i).digest().equals(held.digest()))
            throw new Refusal(
                    "%s was edited after %s released it. A released migration never changes: restore the file, or close %s first. Nothing was opened."
                            .formatted(held.tag(), by.subject(), by.subject()));
    }

    /// The databases that an open change is to move: where they stand then is known only from the
    /// folder. A database that none of them knows is where it is.
    private static Set<Long> held(List<Change> predecessors, Changes changes) {
        return predecessors.stream()
                .flatMap(c -> changes.targets(changes.latest(c.id()).id()).stream())
                .map(RevisionTarget::databaseId)
                .collect(Collectors.toSet());
    }

    private RevisionTarget fromLive(
            Actor by,
            Project project,
            Database d,
            int ordinal,
            Release release,
            List<ReleasedMigration> migrations,
            Replays replays) {
        try (Connection live = databases.connect(d)) {
            adoptions.take(
                    by,
                    project,
                    d,
                    release,
                    migrations,
                    live,
                    count -> replays.catalog(d.major(), count));
            Set<String> standing = standing(project, d, migrations, live);
            List<ReleasedMigration> missing =
                    migrations.stream().filter(m -> !standing.contains(m.digest())).toList();
            return target(
                    d,
                    ordinal,
                    migrations.size() - missing.size(),
                    CatalogReader.read(live),
                    missing,
                    replays);
        } catch (Unreachable e) {
            throw new Unreachable(unplanned(d, e) + " Try again when it answers.", e);
        } catch (SQLException e) {
            if (Unreachable.isLost(e))
                throw new Unreachable(unplanned(d, e) + " Try again when it answers.", e);
            throw new Conflict(unplanned(d, e));
        }
    }

    private static String unplanned(Database d, Exception e) {
        String why = String.valueOf(e.getMessage());
        return "The statements for %s can't be worked out: %s%s Nothing was opened."
                .formatted(d.name(), why, why.endsWith(".") ? "" : ".");
    }

    private static Set<String> standing(
            Project project, Database d, List<ReleasedMigration> migrations, Connection live)
            throws SQLException {
        Ledger ledger = Ledger.read(live, project.name());
        Map<String, String> byTag =
                migrations.stream()
                        .collect(
                                Collectors.toMap(
                                        ReleasedMigration::tag, ReleasedMigration::digest));
        var standing = new HashSet<String>();
        for (var row : ledger.standing()) {
            String released = byTag.get(row.tag());
            if (released != null && !released.equals(row.digest()))
                throw new Refusal(
                        "%s was edited after it was applied to %s. A released migration never changes: restore the file and write a new one. Nothing was opened."
                                .formatted(row.tag(), d.name()));
            standing.add(row.digest());
        }
        return standing;
    }

    private RevisionTarget fromBase(
            Database d,
            int ordinal,
            List<ReleasedMigration> migrations,
            int base,
            Replays replays) {
        return target(
                d,
                ordinal,
                base,
                replays.catalog(d.major(), base),
                migrations.subList(base, migrations.size()),
                replays);
    }

    private RevisionTarget target(
            Database d,
            int ordinal,
            int position,
            Catalog expected,
            List<ReleasedMigration> migrations,
            Replays replays) {
        return new RevisionTarget(
                0,
                ordinal,
                d.environmentId(),
                d.environment(),
                d.id(),
                d.name(),
                position,
                catalogs.keep(expected).toString(),
                migrations.stream().map(m -> target(m, replays.chain(m.idx()))).toList());
    }

    private static TargetMigration target(ReleasedMigration m, String chain) {
        return new TargetMigration(
                m.digest(),
                m.tag(),
                m.drizzleHash(),
                m.drizzleWhen(),
                m.text(),
                m.statements(),
                List.of(),
                null,
                chain);
    }
}
