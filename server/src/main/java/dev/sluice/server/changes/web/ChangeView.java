package dev.sluice.server.changes.web;

import dev.sluice.server.web.Badge;
import dev.sluice.server.web.WordLine;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The review page of a change as it is shown: every sentence is made, no decision is left to the
/// template. `moving` says that the next thing comes by itself; `seen` is the place in the outbox
/// up to which it knows everything.
public record ChangeView(
        String href,
        String seen,
        String project,
        int number,
        String title,
        String author,
        Instant createdAt,
        Badge badge,
        String sentence,
        int revision,
        String digest,
        String ref,
        List<Lane> lanes,
        List<Blocker> blockers,
        @Nullable Decision decision,
        List<Action> actions,
        @Nullable String undoHref,
        List<WordLine> differences,
        List<Migration> migrations,
        List<TargetChecks> checks,
        List<ApprovalLine> approvals,
        List<ActivityLine> activity,
        boolean open,
        boolean moving,
        boolean mayComment) {

    public String shortDigest() {
        return digest.substring(0, Math.min(12, digest.length()));
    }

    public long openChecks() {
        return checks.stream().flatMap(t -> t.checks().stream()).filter(c -> !c.fine()).count();
    }

    public boolean losesData() {
        return migrations.stream().anyMatch(Migration::losesData);
    }

    /// One environment; `why` is what it waits for, or what it did.
    public record Lane(
            String name,
            String tone,
            Badge badge,
            String why,
            int done,
            List<LaneRun> runs,
            @Nullable Action action) {
        private static final int AT_A_GLANCE = 12;

        /// Those to look at first.
        public List<LaneRun> first() {
            return runs.subList(0, Math.min(AT_A_GLANCE, runs.size()));
        }

        public List<LaneRun> others() {
            return runs.subList(first().size(), runs.size());
        }
    }

    public record LaneRun(String database, @Nullable String href, Badge badge, String note) {}

    /// `mark` is ok, wait or fix: nothing to do, clears by others or by itself, the reader's own.
    public record Blocker(String mark, String sentence) {}

    /// The approval that is due from this reader.
    public record Decision(
            String environment,
            String question,
            boolean dataLoss,
            List<String> losses,
            @Nullable String instead) {}

    /// A form with one button. `confirm` asks for a reason.
    public record Action(
            String path,
            String label,
            String style,
            @Nullable String field,
            @Nullable String value,
            boolean reason) {}

    public record Migration(
            String tag,
            String digest,
            Badge proof,
            List<String> reasons,
            List<Statement> statements,
            List<String> wayBack,
            List<HazardLine> hazards,
            List<String> targets,
            boolean losesData) {}

    /// `says`: what the file says that this statement begins to stand for, by the online form.
    public record Statement(String sql, @Nullable String says) {}

    public record HazardLine(Badge badge, String object, String why, String advice) {}

    public record TargetChecks(
            String database, String environment, String position, List<CheckLine> checks) {}

    public record CheckLine(
            Badge badge, String kind, String message, List<String> details, boolean fine) {}

    public record ApprovalLine(
            String environment,
            String person,
            int revision,
            String digest,
            Instant at,
            boolean counts,
            boolean dataLoss) {}

    public record ActivityLine(
            String who, String what, @Nullable String comment, Instant at, boolean system) {}
}
