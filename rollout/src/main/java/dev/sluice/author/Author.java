package dev.sluice.author;

import dev.sluice.diff.Rename;
import dev.sluice.folder.Breakpoints;
import dev.sluice.folder.Digests;
import dev.sluice.folder.Migration;
import dev.sluice.folder.MigrationsFolder;
import dev.sluice.folder.NewMigration;
import dev.sluice.folder.ProofFile;
import dev.sluice.folder.Replay;
import dev.sluice.plan.DeclaredRole;
import dev.sluice.plan.Hazard;
import dev.sluice.plan.Plan;
import dev.sluice.plan.PlanOptions;
import dev.sluice.plan.Planned;
import dev.sluice.plan.Planner;
import dev.sluice.plan.RoleChanges;
import dev.sluice.plan.Step;
import dev.sluice.plan.Wanted;
import dev.sluice.proof.OtherRows;
import dev.sluice.proof.Proof;
import dev.sluice.proof.Prover;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Fingerprint;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.ObjectId;
import dev.sluice.source.Loaded;
import dev.sluice.source.Problem;
import dev.sluice.source.catalog.CatalogReader;
import dev.sluice.source.drizzle.DrizzleLoaded;
import dev.sluice.source.drizzle.DrizzleSchema;
import dev.sluice.source.scratch.ScratchDatabase;
import dev.sluice.source.snapshot.CatalogSnapshot;
import dev.sluice.source.snapshot.Snapshot;
import dev.sluice.sql.Renames;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// Makes the next migration of a folder from a declared schema: what the source wants of the state
/// that the folder replays to, planned there and back, proven, and worded as files.
public final class Author {
    private final Replay replay;
    private final AuthorOptions options;
    private @Nullable Last last;

    public Author(Replay replay, AuthorOptions options) {
        this.replay = replay;
        this.options = options;
    }

    /// Reads the source and replays the folder at the same time. Writes nothing.
    public Authored generate(DeclaredSource source) throws SQLException {
        return switch (source) {
            case DeclaredSource.FromDrizzle(var reading) -> {
                DrizzleSchema lastSchema =
                        last().schema(); // while Node is at work, like what follows
                Catalog from = replay.catalog();
                try (Room room = Declared.room(lastSchema, from, replay.scratch())) {
                    yield switch (finished(reading)) {
                        case DrizzleLoaded.Broken(var problems) ->
                                new Authored.SourceBroken(problems);
                        case DrizzleLoaded.Ok(DrizzleSchema schema, var _) ->
                                ofDrizzle(from, schema, room);
                    };
                }
            }
            case DeclaredSource.FromSql(var load) -> {
                FutureTask<Loaded> reading = started(load);
                Catalog from = replay.catalog();
                yield switch (finished(reading)) {
                    case Loaded.Broken(var problems) -> new Authored.SourceBroken(problems);
                    case Loaded.Ok(Catalog declared) -> ofSql(from, declared);
                };
            }
        };
    }

    /// What was declared before is known by the last snapshot; without one it is all that stands.
    private Authored ofSql(Catalog from, Catalog declared) throws SQLException {
        if (declared.objects().isEmpty() && !from.objects().isEmpty())
            return new Authored.Refused(
                    List.of(
                            "the schema declares nothing, and all that the migrations make would be dropped: %d object%s. Declare what is to stay."
                                    .formatted(
                                            from.objects().size(),
                                            from.objects().size() == 1 ? "" : "s")));
        List<Problem> unreadable = Snapshots.problems(folder());
        if (!unreadable.isEmpty()) return new Authored.SourceBroken(unreadable);
        Set<ObjectId> last =
                Snapshots.declared(folder()).orElseGet(() -> CatalogSnapshot.declared(from));
        return withRenames(new Task(from, last, declared, List.of(), RoleChanges.NONE, null));
    }

    private static <T> FutureTask<T> started(java.util.concurrent.Callable<T> load) {
        var task = new FutureTask<T>(load);
        Thread.ofVirtual().name("read the declared schema").start(task);
        return task;
    }

    private static <T> T finished(Future<T> task) throws SQLException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case SQLException sql -> throw sql;
                case RuntimeException runtime -> throw runtime;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the schema was read", e);
        }
    }

    /// What is to be made: `declared` is settled; `schema` is null for an SQL source.
    private record Task(
            Catalog from,
            Set<ObjectId> lastDeclared,
            Catalog declared,
            List<Identifier> schemas,
            RoleChanges roles,
            @Nullable DrizzleSchema schema) {}

    private Authored ofDrizzle(Catalog from, DrizzleSchema schema, Room room) throws SQLException {
        return switch (Declared.settle(schema, from, replay.scratch(), room)) {
            case Loaded.Broken(var problems) -> new Authored.SourceBroken(problems);
            case Loaded.Ok(Catalog declared) ->
                    withRenames(
                            new Task(
                                    from,
                                    last().without(schema.existing()),
                                    declared,
                                    List.of(),
                                    new RoleChanges(last().roles(), Declared.roles(schema)),
                                    schema));
        };
    }

    /// What the folder's last snapshot declares.
    private record Last(DrizzleSchema schema, Set<ObjectId> declared, List<DeclaredRole> roles) {
        /// `kept`: what the source says to exist without declaring it is never dropped.
        Set<ObjectId> without(Set<ObjectId> kept) {
            var ids = new HashSet<>(declared);
            ids.removeAll(kept);
            return ids;
        }
    }

    private Last last() {
        Last known = last;
        if (known == null)
            last =
                    known =
                            last(
                                    Snapshots.last(folder())
                                            .map(Snapshot::schema)
                                            .orElseGet(Snapshots::nothing));
        return known;
    }

    private Last last(DrizzleSchema schema) {
        schema.catalog(replay.scratch().major());
        Set<ObjectId> declared = Snapshots.declared(folder()).orElse(Set.of());
        return new Last(schema, declared, Declared.roles(schema));
    }

    private Authored withRenames(Task task) throws SQLException {
        var renames = new ArrayList<Rename>();
        var wrong = new ArrayList<String>();
        for (String flag : options.renames())
            switch (RenameFlag.parse(flag, task.from())) {
                case RenameFlag.Parsed.Ok(Rename rename) -> renames.add(rename);
                case RenameFlag.Parsed.Wrong(String sentence) -> wrong.add(sentence);
            }
        wrong.addAll(RenameTargets.missing(renames, task.declared()));
        if (!wrong.isEmpty()) {
            wrong.add(RenameTargets.candidates(task.from(), task.lastDeclared(), task.declared()));
            return new Authored.Refused(wrong);
        }
        Task decided = renamed(task, renames);
        if (!options.noRename()) {
            List<Rename> candidates =
                    RenameCandidates.of(decided.from(), decided.lastDeclared(), decided.declared());
            var ask = options.ask();
            if (!candidates.isEmpty() && ask == null) return new Authored.Undecided(candidates);
            if (!candidates.isEmpty() && ask != null) {
                List<Rename> said = asked(candidates, ask);
                renames.addAll(said);
                decided = renamed(task, renames);
            }
        }
        List<Rename> followUps = FollowUpRenames.of(decided.from(), decided.declared(), renames);
        if (!followUps.isEmpty()) {
            renames.addAll(followUps);
            decided = renamed(task, renames);
        }
        return planned(decided, renames);
    }

    /// Asks until everything old and everything new has one answer.
    private static List<Rename> asked(
            List<Rename> candidates, java.util.function.Function<Rename, Boolean> ask) {
        var said = new ArrayList<Rename>();
        var taken = new HashSet<Object>();
        for (Rename r : candidates) {
            List<Object> ends = RenameEnds.of(r);
            if (ends.stream().anyMatch(taken::contains)) continue;
            if (Boolean.TRUE.equals(ask.apply(r))) {
                said.add(r);
                taken.addAll(ends);
            }
        }
        return said;
    }

    /// The task with its `from` as it is after the renames, run on a copy of the folder's state.
    private Task renamed(Task task, List<Rename> renames) throws SQLException {
        if (renames.isEmpty()) return task;
        try (ScratchDatabase copy = replay.scratch().database(replay.template());
                Connection connection = copy.connect()) {
            replay.run(connection, "renames", Renames.statements(task.from(), renames));
            return new Task(
                    CatalogReader.read(connection),
                    RenamedIds.after(task.lastDeclared(), renames),
                    task.declared(),
                    Renames.missingSchemas(task.from(), renames),
                    task.roles(),
                    task.schema());
        }
    }

    private Authored planned(Task task, List<Rename> renames) throws SQLException {
        return switch (wanted(task)) {
            case Wanted.Refused(var reasons) -> new Authored.Refused(reasons);
            case Wanted.Decided(Catalog wanted, var _) -> planned(task, wanted, renames);
        };
    }

    private Wanted wanted(Task task) {
        if (task.schema() == null)
            return new Wanted.Decided(
                    WantedSql.of(task.from(), task.lastDeclared(), task.declared()), List.of());
        Catalog declared = Declared.beside(task.from(), task.declared(), replay.scratch().user());
        return Wanted.of(task.from(), task.lastDeclared(), declared, false);
    }

    private Authored planned(Task task, Catalog wanted, List<Rename> renames) throws SQLException {
        var options =
                new PlanOptions(
                        renames,
                        task.schemas(),
                        task.roles(),
                        this.options.strategy(),
                        task.schema() == null);
        return switch (Planner.plan(task.from(), wanted, options)) {
            case Planned.Refused(var reasons) -> new Authored.Refused(reasons);
            case Planned.Ready(Plan plan) when plan.isEmpty() -> new Authored.NothingToDo();
            case Planned.Ready(Plan plan) -> proven(task, wanted, plan, renames);
        };
    }

    private Authored proven(Task task, Catalog wanted, Plan plan, List<Rename> renames)
            throws SQLException {
        List<String> up = plan.steps().stream().map(Step::sql).toList();
        List<String> down = plan.wayBack().stream().map(Step::sql).toList();
        Proof proof =
                options.skipProof()
                        ? null
                        : Prover.prove(
                                replay.scratch(),
                                replay.template(),
                                replay.catalog(),
                                up,
                                down,
                                PolicyWords.run(wanted, replay.scratch().user()));
        if (proof != null && proof.verdict() == Proof.Verdict.NOT_PROVEN && !options.unproven())
            return new Authored.NotProven(plan, proof);
        String given = options.name();
        String name =
                given != null
                        ? ReadableName.clean(given)
                        : ReadableName.of(
                                task.from(), wanted, renames, folder().migrations().isEmpty());
        String tag = folder().nextTag(name);
        List<String> written = Breakpoints.split(Breakpoints.join(up));
        String digest = Digests.migration(tag, written, Breakpoints.split(Breakpoints.join(down)));
        ProofFile file =
                proof == null ? null : proofFile(digest, proof, plan, replay, options.tool());
        NewMigration migration =
                NewMigration.of(name, up, down, file, snapshot(task), options.now());
        return new Authored.Ready(tag, migration, plan, proof);
    }

    private static ProofFile proofFile(
            String digest, Proof proof, Plan plan, Replay replay, String tool) {
        var dangers = new ArrayList<ProofFile.Danger>();
        for (Step step : plan.steps()) for (Hazard h : step.hazards()) dangers.add(danger(h));
        return proofFile(
                digest,
                replay.folder().chain(replay.folder().migrations().size()),
                proof,
                dangers,
                plan.goneWith(),
                tool);
    }

    private static ProofFile.Danger danger(Hazard h) {
        return new ProofFile.Danger(
                h.kind().words(), h.object(), h.why(), h.advice(), h.countingQuery());
    }

    static ProofFile proofFile(
            String digest,
            String base,
            Proof proof,
            List<ProofFile.Danger> dangers,
            List<String> gone,
            String tool) {
        String verdict =
                switch (proof.verdict()) {
                    case WITH_ROWS -> ProofFile.WITH_ROWS;
                    case FOR_SCHEMA -> ProofFile.FOR_SCHEMA;
                    case NOT_PROVEN -> ProofFile.NOT_PROVEN;
                };
        List<String> ends =
                List.of(proof.from(), proof.to()).parallelStream()
                        .map(c -> Fingerprint.of(c).toString())
                        .toList();
        return new ProofFile(
                digest,
                base,
                verdict,
                proof.reasons(),
                ends.getFirst(),
                ends.getLast(),
                dangers,
                proof.writtenTables().stream().map(Object::toString).sorted().toList(),
                proof.unfilled().stream().map(Object::toString).sorted().toList(),
                gone,
                proof.from().major(),
                tool);
    }

    private String snapshot(Task task) {
        DrizzleSchema schema = task.schema();
        return schema == null
                ? Snapshots.of(task.declared(), folder())
                : schema.snapshot(UUID.randomUUID().toString(), Snapshots.lastId(folder()));
    }

    /// Proves a migration as its file is now and keeps way back and proof beside it. Meant for
    /// hand-written migrations that no database has yet.
    public WayBack prove(int index) throws SQLException {
        Migration m = folder().migrations().get(index);
        WayBack back = WayBack.of(replay, index);
        List<String> down =
                back.exists() ? Breakpoints.split(Breakpoints.join(back.statements())) : List.of();
        List<Hazard> mayFail =
                OtherRows.mayFail(
                        replay.scratch(), replay.template(index), back.proof(), m.statements());
        ProofFile proof =
                proofFile(
                        Digests.migration(m.tag(), m.statements(), down),
                        folder().chain(index),
                        back.proof(),
                        mayFail.stream().map(Author::danger).toList(),
                        List.of(),
                        options.tool());
        folder().keepProof(m, down.isEmpty() ? null : Breakpoints.join(back.statements()), proof);
        return back;
    }

    /// Writes an empty migration for hand-written SQL; it declares nothing new.
    public Migration custom(MigrationsFolder folder, boolean isSqlFirst) {
        String given = options.name();
        String name = given == null ? "custom" : ReadableName.clean(given);
        String sql = "-- Custom SQL: write this migration's statements below.\n";
        String snapshot =
                Snapshots.copy(folder, isSqlFirst ? Catalog.empty(replay.scratch().major()) : null);
        return folder.write(
                        new NewMigration(
                                name,
                                sql,
                                Optional.empty(),
                                Optional.empty(),
                                snapshot,
                                options.now()))
                .last()
                .orElseThrow();
    }

    private MigrationsFolder folder() {
        return replay.folder();
    }
}
