package dev.sluice.server.api;

import dev.sluice.author.OnlineRun;
import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.ChangeState;
import dev.sluice.server.changes.Check;
import dev.sluice.server.changes.Revision;
import dev.sluice.server.changes.RevisionTarget;
import dev.sluice.server.changes.TargetMigration;
import dev.sluice.server.releases.MigrationProof;
import dev.sluice.server.releases.ReleaseStrategy;
import dev.sluice.server.rollouts.Blocker;
import dev.sluice.server.rollouts.Fleet;
import dev.sluice.server.rollouts.Rollout;
import dev.sluice.server.status.ChangeView;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A change on the wire. The revision's `digest` is empty until its proofs are done.
record ChangeAnswer(
        ChangeHead change,
        ChangeRevision revision,
        String sentence,
        boolean waitsForPerson,
        boolean losesData,
        List<Lane> lanes,
        List<Target> targets,
        List<CheckResult> checks,
        List<Proof> proofs) {
    record ChangeHead(
            int number,
            String title,
            String ref,
            String author,
            String kind,
            ChangeState state,
            @Nullable String reason,
            Instant createdAt) {
        static ChangeHead of(Change c) {
            return new ChangeHead(
                    c.number(),
                    c.title(),
                    c.ref(),
                    c.author(),
                    c.kind(),
                    c.state(),
                    c.reason(),
                    c.createdAt());
        }
    }

    record ChangeRevision(
            int number,
            ReleaseStrategy strategy,
            String digest,
            String editor,
            List<Integer> predecessors) {
        static ChangeRevision of(Revision r) {
            return new ChangeRevision(
                    r.number(),
                    r.strategy(),
                    Objects.requireNonNullElse(r.digest(), ""),
                    r.editor(),
                    r.predecessors());
        }
    }

    /// `startsWhenOpen`: who asked for that.
    record Lane(
            String environment,
            String state,
            boolean automatic,
            @Nullable String startsWhenOpen,
            int approvalsNeeded,
            List<GivenApproval> approvals,
            @Nullable Progress progress,
            List<RunState> runs,
            List<ShutGate> blockers) {
        static Lane of(ChangeView.Lane l) {
            return new Lane(
                    l.environment(),
                    l.state(),
                    l.automatic(),
                    l.whenOpen(),
                    l.approvalsNeeded(),
                    l.approvals().stream().map(a -> new GivenApproval(a.person(), a.at())).toList(),
                    l.fleet() == null ? null : Progress.of(l.fleet()),
                    l.runs().stream().map(RunState::of).toList(),
                    l.blockers().stream().map(ShutGate::of).toList());
        }
    }

    /// Of a stage that goes through several databases, at the pace that it began with. `canary` is
    /// `first` until that is done, then `done`, and left out where there is none; `batch` is the
    /// one at work, 0 while that is the canary.
    record Progress(
            int parallel,
            long databases,
            long done,
            List<String> failed,
            int stopAfter,
            @Nullable String canary,
            int batch,
            int batches) {
        static Progress of(Fleet f) {
            return new Progress(
                    f.stage().parallel(),
                    f.all(),
                    f.done(),
                    f.failed().stream().map(Rollout.Run::database).toList(),
                    f.stage().stopAfter(),
                    f.hasCanary() ? f.isCanaryDone() ? "done" : "first" : null,
                    f.batch(),
                    f.batches());
        }
    }

    record GivenApproval(String person, Instant at) {}

    record RunState(
            long id, String database, int batch, String state, String reason, int attempts) {
        static RunState of(Rollout.Run r) {
            return new RunState(
                    r.id(), r.database(), r.wave(), r.state(), r.reason(), r.attempts());
        }
    }

    record ShutGate(String gate, String words, @Nullable Instant until) {
        static ShutGate of(Blocker b) {
            return new ShutGate(b.gate(), b.sentence(), b.until());
        }
    }

    record Target(
            String environment,
            String database,
            int position,
            String expectedFingerprint,
            List<Migration> migrations) {
        static Target of(RevisionTarget t) {
            return new Target(
                    t.environment(),
                    t.database(),
                    t.position(),
                    t.expectedFingerprint(),
                    t.migrations().stream().map(Migration::of).toList());
        }
    }

    /// `statements` are those that run: the file's, but for what `forms` say.
    record Migration(
            String tag,
            String digest,
            List<String> statements,
            List<OnlineForm> forms,
            List<String> down) {
        static Migration of(TargetMigration m) {
            return new Migration(
                    m.tag(),
                    m.digest(),
                    m.statements(),
                    m.forms().stream().map(OnlineForm::of).toList(),
                    Objects.requireNonNullElse(m.down(), List.of()));
        }
    }

    /// `count` statements, from `first` on (counted from 0), stand for what the file `says`.
    record OnlineForm(String says, int first, int count) {
        static OnlineForm of(OnlineRun.Form f) {
            return new OnlineForm(f.says(), f.first(), f.count());
        }
    }

    /// `state` is `running`, `passed`, `warning` or `error`.
    record CheckResult(String database, String kind, String state, String words) {
        static CheckResult of(Check check, ChangeView view) {
            return new CheckResult(
                    view.targets().stream()
                            .filter(t -> Long.valueOf(t.id()).equals(check.targetId()))
                            .map(RevisionTarget::database)
                            .findFirst()
                            .orElse(""),
                    check.kind(),
                    check.state().equals("ok") ? "passed" : check.state(),
                    check.message());
        }
    }

    record Proof(
            String tag,
            int postgres,
            String verdict,
            List<String> reasons,
            List<String> differences,
            List<String> writtenTables,
            List<ProvenHazard> hazards) {
        static Proof of(MigrationProof p) {
            return new Proof(
                    p.tag(),
                    p.major(),
                    p.verdict(),
                    p.reasons(),
                    p.differences(),
                    p.writtenTables(),
                    p.hazards().stream()
                            .map(h -> new ProvenHazard(h.kind().words(), h.object(), h.why()))
                            .toList());
        }
    }

    record ProvenHazard(String kind, String object, String why) {}

    static ChangeAnswer of(ChangeView v) {
        return new ChangeAnswer(
                ChangeHead.of(v.change()),
                ChangeRevision.of(v.revision()),
                v.sentence(),
                v.waitsForPerson(),
                v.losesData(),
                v.lanes().stream().map(Lane::of).toList(),
                v.targets().stream().map(Target::of).toList(),
                v.checks().stream().map(c -> CheckResult.of(c, v)).toList(),
                v.proofs().stream().map(Proof::of).toList());
    }
}
