package dev.sluice.author;

import dev.sluice.diff.Diff;
import dev.sluice.diff.Difference;
import dev.sluice.folder.Breakpoints;
import dev.sluice.folder.Digests;
import dev.sluice.folder.NewMigration;
import dev.sluice.folder.ProofFile;
import dev.sluice.folder.Replay;
import dev.sluice.plan.Plan;
import dev.sluice.plan.PlanOptions;
import dev.sluice.plan.Planned;
import dev.sluice.plan.Planner;
import dev.sluice.plan.Step;
import dev.sluice.proof.Proof;
import dev.sluice.proof.Prover;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Function;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.SchemaObject;
import dev.sluice.source.drizzle.DrizzleSchema;
import dev.sluice.source.scratch.FixedPoint;
import dev.sluice.sql.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// A live database brought home: what of it the folder does not make, and the first migration of an
/// empty folder.
public final class Pull {
    private static final Set<Kind> DECLARABLE =
            EnumSet.of(
                    Kind.SCHEMA,
                    Kind.ENUM,
                    Kind.SEQUENCE,
                    Kind.TABLE,
                    Kind.VIEW,
                    Kind.MATERIALIZED_VIEW,
                    Kind.INDEX,
                    Kind.POLICY);

    private final Replay replay;
    private final Catalog live;
    private final Catalog recorded;

    private Pull(Replay replay, Catalog live, Catalog recorded) {
        this.replay = replay;
        this.live = live;
        this.recorded = recorded;
    }

    /// `live` is as it was read; both sides are settled where they differ.
    public static Pull of(Replay replay, Catalog live) throws SQLException {
        Catalog recorded = replay.catalog();
        if (Diff.between(recorded, live).isEmpty()) return new Pull(replay, live, recorded);
        return new Pull(
                replay,
                FixedPoint.settle(live, replay.scratch()),
                FixedPoint.settle(recorded, replay.scratch()));
    }

    /// From what the folder makes to what stands, in words.
    public List<String> differences() {
        return Diff.between(recorded, live).stream().map(Difference::words).toList();
    }

    /// What stands that a Drizzle schema cannot declare and the folder does not make, in words.
    public List<String> undeclarable() {
        return Diff.between(recorded, live).stream()
                .filter(d -> isUndeclarable(d.id().kind()))
                .map(Difference::words)
                .toList();
    }

    private static boolean isUndeclarable(Kind kind) {
        return !DECLARABLE.contains(kind)
                && kind != Kind.COLUMN
                && kind != Kind.DEFAULT
                && kind != Kind.CONSTRAINT;
    }

    /// What the schema file is to declare: all that stands, but not what only hand-written SQL of
    /// the folder made and still stands unchanged.
    public Catalog declarable() {
        if (replay.folder().migrations().isEmpty()) return live;
        Set<ObjectId> declared = declared();
        Map<ObjectId, SchemaObject> before = recorded.byId();
        return new Catalog(
                live.major(),
                live.objects().stream()
                        .filter(o ->
                                !DECLARABLE.contains(o.id().kind())
                                        || declared.contains(o.id())
                                        || isImplied(o)
                                        || !o.equals(before.get(o.id())))
                        .toList(),
                live.dependencies());
    }

    /// Sequences and schemas may belong to a declared table without being declared themselves.
    private static boolean isImplied(SchemaObject object) {
        return object.id().kind() == Kind.SEQUENCE || object.id().kind() == Kind.SCHEMA;
    }

    private Set<ObjectId> declared() {
        return Snapshots.declared(replay.folder()).orElse(Set.of());
    }

    /// The same for SQL files, which can say everything and say `now` so far.
    public Catalog declarable(Catalog now) {
        if (replay.folder().migrations().isEmpty()) return live;
        Set<ObjectId> declared = declared();
        Map<ObjectId, SchemaObject> before = recorded.byId();
        Map<ObjectId, SchemaObject> said = now.byId();
        return new Catalog(
                live.major(),
                live.objects().stream()
                        .filter(o ->
                                declared.contains(o.id())
                                        || said.containsKey(o.id())
                                        || !o.equals(before.get(o.id())))
                        .toList(),
                live.dependencies());
    }

    /// The migration that makes all that stands from nothing, functions and extensions included,
    /// and really runs. `declared` gives the schema text of this pull, loaded; it is asked for
    /// last.
    public NewMigration first(Supplier<DrizzleSchema> declared, long now, String tool)
            throws SQLException {
        return firstWith(
                () ->
                        declared.get()
                                .snapshot(
                                        UUID.randomUUID().toString(),
                                        Snapshots.lastId(replay.folder())),
                now,
                tool);
    }

    /// The same for SQL files, which declare all that stands.
    public NewMigration first(long now, String tool) throws SQLException {
        return firstWith(() -> Snapshots.of(live, replay.folder()), now, tool);
    }

    private NewMigration firstWith(Supplier<String> declared, long now, String tool)
            throws SQLException {
        var up = new ArrayList<String>();
        if (!live.all(Function.class).isEmpty()) up.add("SET LOCAL check_function_bodies = off");
        Catalog here = live.withoutAccess();
        up.addAll(Sql.statements(here));
        // The way back is planned while up runs.
        var down = CompletableFuture.supplyAsync(() -> wayBack(here));
        String name = "baseline";
        Proof proof =
                Prover.proveAhead(
                        replay.scratch(),
                        replay.template(),
                        replay.catalog(),
                        up,
                        down::join,
                        live);
        List<String> back = proof.verdict() == Proof.Verdict.NOT_PROVEN ? List.of() : down.join();
        ProofFile file = file(name, up, back, proof, tool);
        String snapshot = declared.get();
        return NewMigration.of(name, up, file.isProven() ? back : List.of(), file, snapshot, now);
    }

    /// None where there is none.
    private static List<String> wayBack(Catalog live) {
        return switch (Planner.plan(live, Catalog.empty(live.major()), PlanOptions.NONE)) {
            case Planned.Ready(Plan plan) -> plan.steps().stream().map(Step::sql).toList();
            case Planned.Refused _ -> List.of();
        };
    }

    private ProofFile file(
            String name, List<String> up, List<String> down, Proof proof, String tool) {
        String digest =
                Digests.migration(
                        replay.folder().nextTag(name),
                        Breakpoints.split(Breakpoints.join(up)),
                        Breakpoints.split(Breakpoints.join(down)));
        return Author.proofFile(
                digest, replay.folder().chain(0), proof, List.of(), List.of(), tool);
    }
}
