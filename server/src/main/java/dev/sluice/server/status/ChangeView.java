package dev.sluice.server.status;

import dev.sluice.plan.Hazard;
import dev.sluice.server.approvals.Approval;
import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.Check;
import dev.sluice.server.changes.Revision;
import dev.sluice.server.changes.RevisionTarget;
import dev.sluice.server.releases.MigrationProof;
import dev.sluice.server.rollouts.Blocker;
import dev.sluice.server.rollouts.Fleet;
import dev.sluice.server.rollouts.Rollout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A change as a whole, for a page or an answer. `sentence` says where it stands and what is next;
/// `waitsForPerson` whether nothing more happens by itself, `losesData` whether its approval needs
/// the extra tick. `proofs` are those of the migrations on the first target's major.
public record ChangeView(
        Change change,
        Revision revision,
        int revisions,
        String sentence,
        boolean waitsForPerson,
        boolean losesData,
        List<Lane> lanes,
        List<RevisionTarget> targets,
        List<Check> checks,
        List<MigrationProof> proofs,
        List<Rollout> rollouts) {
    /// One environment of the change. `state` is a stage's, `waiting` before it began. `blockers`
    /// are the shut gates, empty when it may start or has begun. `fleet` is how far a stage that
    /// has begun has come. `whenOpen` is who asked for its start at the opening, Sluice itself for
    /// a stage that goes on then.
    public record Lane(
            String environment,
            int approvalsNeeded,
            List<Approval> approvals,
            boolean automatic,
            String state,
            @Nullable Fleet fleet,
            List<Rollout.Run> runs,
            List<Blocker> blockers,
            @Nullable String whenOpen) {
        /// Starts, or goes on, as soon as its gates are open.
        public boolean byItself() {
            return automatic || whenOpen != null;
        }
    }

    public List<Hazard> hazards() {
        return proofs.stream().flatMap(p -> p.hazards().stream()).toList();
    }
}
