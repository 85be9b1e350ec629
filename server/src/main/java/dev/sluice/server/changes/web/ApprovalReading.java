package dev.sluice.server.changes.web;

import dev.sluice.server.approvals.Approval;
import dev.sluice.server.approvals.Approvals;
import dev.sluice.server.approvals.Tally;
import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.Changes;
import dev.sluice.server.changes.Labels;
import dev.sluice.server.changes.Revision;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Rights;
import dev.sluice.server.projects.Environment;
import dev.sluice.server.rollouts.Rollouts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What the review page says of approvals.
@Component
public final class ApprovalReading {
    private final Changes changes;
    private final Labels labels;
    private final Approvals approvals;
    private final Rollouts rollouts;
    private final Rights rights;

    ApprovalReading(
            Changes changes, Labels labels, Approvals approvals, Rollouts rollouts, Rights rights) {
        this.changes = changes;
        this.labels = labels;
        this.approvals = approvals;
        this.rollouts = rollouts;
        this.rights = rights;
    }

    /// Who would have to approve for an environment.
    public record Ask(String environment, Tally tally) {}

    /// `mayLabel`: a form stands beside them.
    public record Asks(List<Ask> environments, String labels, boolean mayLabel) {
        public static final Asks NONE = new Asks(List.of(), "", false);

        public Asks {
            environments = List.copyOf(environments);
        }
    }

    Asks asks(Actor actor, Change change) {
        Revision revision = changes.latest(change.id());
        return new Asks(
                rollouts.environments(change, revision).stream()
                        .map(e -> new Ask(e.name(), approvals.tally(change, revision, e)))
                        .toList(),
                String.join(" ", new TreeSet<>(labels.of(change))),
                change.state().isOpen() && rights.has(actor, Right.CHANGE, change.projectId()));
    }

    /// What is asked of this reader, if anything is.
    ChangeView.@Nullable Decision decision(
            Actor actor,
            Change change,
            Revision revision,
            List<Environment> stages,
            List<ChangeView.Migration> migrations) {
        boolean reviewable =
                switch (change.state()) {
                    case IN_REVIEW, APPROVED, ROLLING_OUT -> true;
                    case DRAFT, NEEDS_DECISION, DONE, REVERTED, CLOSED -> false;
                };
        if (!reviewable) {
            return null;
        }
        Optional<Environment> due =
                stages.stream()
                        .filter(s -> rights.has(actor, Right.APPROVE, change.projectId(), s.id()))
                        .filter(s -> approvals.missing(change, revision, s) > 0)
                        .findFirst();
        return due.map(stage -> decision(actor, change, revision, stage, migrations)).orElse(null);
    }

    private ChangeView.Decision decision(
            Actor actor,
            Change change,
            Revision revision,
            Environment stage,
            List<ChangeView.Migration> migrations) {
        String instead = null;
        if (changes.hands(change).contains(actor.personId())) {
            instead = "You wrote or edited this change, so somebody else has to approve it.";
        } else if (approvals.of(revision.id()).stream()
                .anyMatch(
                        a -> a.environmentId() == stage.id() && a.personId() == actor.personId())) {
            instead = "You have approved this revision; another person is missing.";
        } else if (!approvals.asks(actor.personId(), change, revision, stage)) {
            instead =
                    "Others are asked for: "
                            + approvals.tally(change, revision, stage).missingWords()
                            + ".";
        } else if (changes.checks(revision.id()).stream()
                .anyMatch(c -> c.state().equals("running"))) {
            instead = "The checks are not done yet. Approving is possible when they are.";
        } else if (revision.digest() == null) {
            instead = "The proof broke off. Approving is possible when the checks ran again.";
        }
        List<String> losses =
                migrations.stream()
                        .flatMap(m -> m.hazards().stream())
                        .filter(h -> h.badge().tone().equals("is-bad"))
                        .map(h -> h.object() + ": " + h.why())
                        .distinct()
                        .toList();
        return new ChangeView.Decision(
                stage.name(),
                "Approve for " + stage.name() + "?",
                approvals.losesData(revision),
                losses,
                instead);
    }

    List<ChangeView.ApprovalLine> lines(Change change, Revision latest, List<Environment> stages) {
        var lines = new ArrayList<ChangeView.ApprovalLine>();
        for (Revision revision : changes.revisions(change.id())) {
            for (Approval a : approvals.of(revision.id())) {
                Optional<Environment> stage =
                        stages.stream().filter(s -> s.id() == a.environmentId()).findFirst();
                boolean counts =
                        stage.map(s -> approvals.counting(change, latest, s).contains(a))
                                .orElse(false);
                lines.add(
                        new ChangeView.ApprovalLine(
                                stage.map(Environment::name).orElse("another environment"),
                                a.person(),
                                revision.number(),
                                a.digest().substring(0, 12),
                                a.at(),
                                counts,
                                a.acknowledgesDataLoss()));
            }
        }
        return lines;
    }
}
