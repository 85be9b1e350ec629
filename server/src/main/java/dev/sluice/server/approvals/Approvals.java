package dev.sluice.server.approvals;

import dev.sluice.plan.HazardKind;
import dev.sluice.server.ReadOnce;
import dev.sluice.server.audit.Audit;
import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.ChangeState;
import dev.sluice.server.changes.Changes;
import dev.sluice.server.changes.Check;
import dev.sluice.server.changes.Labels;
import dev.sluice.server.changes.Revision;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Refusal;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Rights;
import dev.sluice.server.identity.Voter;
import dev.sluice.server.identity.Voters;
import dev.sluice.server.projects.Conflict;
import dev.sluice.server.projects.Environment;
import dev.sluice.server.projects.Projects;
import dev.sluice.server.releases.MigrationProof;
import dev.sluice.server.releases.Proofs;
import dev.sluice.server.work.Work;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The door to approvals. A word counts for exactly the digest that it was given on, by a person
/// (not by a token) who had no hand in the change; it is counted again whenever a stage starts.
@Component
public final class Approvals {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Rights rights;
    private final Audit audit;
    private final Projects projects;
    private final Changes changes;
    private final Proofs proofs;
    private final Voters voters;
    private final Policies policies;
    private final Labels labels;
    private final Work work;
    private final ApproverSignIn signIn;

    Approvals(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Rights rights,
            Audit audit,
            Projects projects,
            Changes changes,
            Proofs proofs,
            Voters voters,
            Policies policies,
            Labels labels,
            Work work,
            ApproverSignIn signIn) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.rights = rights;
        this.audit = audit;
        this.projects = projects;
        this.changes = changes;
        this.proofs = proofs;
        this.voters = voters;
        this.policies = policies;
        this.labels = labels;
        this.work = work;
        this.signIn = signIn;
    }

    /// `digest` is what the person looked at: another one than the latest revision's is refused.
    public void approve(
            Actor by,
            Change change,
            String environment,
            String digest,
            boolean acknowledgesDataLoss) {
        rights.needSomewhere(by, Right.APPROVE, change.projectId());
        Environment stage = projects.environment(change.projectId(), environment);
        rights.need(by, Right.APPROVE, change.projectId(), stage.id());
        signIn.need(by, stage);
        try {
            transaction.executeWithoutResult(_ -> {
                Change now = changes.locked(change.id());
                Revision revision = changes.latest(now.id());
                mayBeApproved(by, now, revision, stage, digest, acknowledgesDataLoss);
                insert(by, revision, stage, acknowledgesDataLoss);
                if (now.state() == ChangeState.IN_REVIEW && firstIsComplete(now, revision))
                    changes.state(now.id(), ChangeState.APPROVED, null);
                audit.record(
                        by,
                        "change.approved",
                        now.projectId(),
                        now.subject(),
                        Map.of(
                                "revision",
                                revision.number(),
                                "digest",
                                digest,
                                "environment",
                                environment,
                                "acknowledgesDataLoss",
                                acknowledgesDataLoss));
                work.soon("advance", now.id());
            });
        } catch (DuplicateKeyException _) {
            throw new Conflict("You have approved this revision for " + environment + " already.");
        }
    }

    private void mayBeApproved(
            Actor by,
            Change change,
            Revision revision,
            Environment stage,
            String digest,
            boolean acknowledges) {
        if (!digest.equals(revision.digest())) throw another(change, revision, digest);
        if (!change.state().isOpen() || change.state() == ChangeState.DRAFT)
            throw new Conflict(
                    change.subject() + " is " + change.state().words() + ": it can't be approved.");
        changes.fallen(change, revision)
                .ifPresent(before -> {
                    throw new Conflict(
                            "%s, which %s counted on, is %s. Release again, then approve that revision."
                                    .formatted(
                                            before.subject(),
                                            change.subject(),
                                            before.state().words()));
                });
        if (!changes.environments(revision.id()).contains(stage.id()))
            throw new Conflict(change.subject() + " has nothing to do in " + stage.name() + ".");
        if (changes.hands(change).contains(by.personId()))
            throw new Conflict(
                    "You have written or edited "
                            + change.subject()
                            + ", or made the token that did. Somebody else has to approve it.");
        if (voters(change, stage).stream().noneMatch(v -> v.personId() == by.personId()))
            throw new Conflict(
                    "Your right to approve for %s was given by somebody with a hand in %s, after it was opened: it does not count for this change. Somebody else has to approve it."
                            .formatted(stage.name(), change.subject()));
        List<Check> checks = changes.checks(revision.id());
        if (checks.isEmpty() || checks.stream().anyMatch(c -> c.state().equals("running")))
            throw new Conflict("The checks are not done yet. Approve when they are.");
        if (losesData(revision) && !acknowledges)
            throw new Conflict(
                    "This change loses data or has steps that can't be undone. Approving it needs"
                            + " your word on that too: the tick on the page, --accept-data-loss on the command line.");
    }

    private Conflict another(Change change, Revision now, String seen) {
        String digest = now.digest();
        if (digest == null)
            return new Conflict(
                    "%s is not what you looked at: its revision %d is still being checked. Look at it when that is done."
                            .formatted(change.subject(), now.number()));
        List<String> words = changes.since(change, seen);
        return new Conflict(
                "%s is not what you looked at: revision %d has the digest %s%s. Look at it again."
                        .formatted(
                                change.subject(),
                                now.number(),
                                digest.substring(0, 12),
                                words.isEmpty() ? "" : " (" + String.join("; ", words) + ")"));
    }

    private void insert(Actor by, Revision revision, Environment stage, boolean acknowledges) {
        jdbc.sql(
                        """
                        insert into approval (revision_id, environment_id, digest, person_id, person,
                            acknowledges_data_loss)
                        values (?, ?, ?, ?, ?, ?)\
                        """)
                .params(
                        revision.id(),
                        stage.id(),
                        revision.sealed(),
                        by.personId(),
                        by.name(),
                        acknowledges)
                .update();
    }

    private boolean firstIsComplete(Change change, Revision revision) {
        return projects.environments(change.projectId()).stream()
                .filter(e -> changes.environments(revision.id()).contains(e.id()))
                .findFirst()
                .map(e -> missing(change, revision, e) == 0)
                .orElse(false);
    }

    /// Back to its author. The approvals that stand stay in the record and count for nothing: the
    /// change can only go on with a new revision.
    public void sendBack(Actor by, Change change, String reason) {
        maySendBack(by, change);
        if (reason.isBlank()) throw new Refusal("Sending a change back needs a reason.");
        transaction.executeWithoutResult(_ -> {
            Change now = changes.locked(change.id());
            switch (now.state()) {
                case IN_REVIEW, APPROVED -> {}
                case DRAFT, ROLLING_OUT, DONE, NEEDS_DECISION, REVERTED, CLOSED ->
                        throw new Conflict(
                                now.subject()
                                        + " is "
                                        + now.state().words()
                                        + ": it can't be sent back.");
            }
            changes.state(now.id(), ChangeState.DRAFT, reason);
            audit.record(
                    by,
                    "change.sent_back",
                    now.projectId(),
                    now.subject(),
                    Map.of("reason", reason));
        });
    }

    /// Whoever may approve it for one of the environments that it goes to.
    private void maySendBack(Actor by, Change change) {
        rights.needSomewhere(by, Right.APPROVE, change.projectId());
        Set<Long> to = changes.environments(changes.latest(change.id()).id());
        if (to.stream().noneMatch(e -> rights.has(by, Right.APPROVE, change.projectId(), e)))
            rights.need(by, Right.APPROVE, change.projectId(), to.iterator().next());
    }

    public List<Approval> of(long revisionId) {
        return ReadOnce.of(
                "approvals",
                List.of(revisionId),
                () ->
                        jdbc
                                .sql("select * from approval where revision_id = ? order by id")
                                .param(revisionId)
                                .query(Approval.class)
                                .list()
                                .stream()
                                .map(Objects::requireNonNull)
                                .toList());
    }

    /// For the rest of a GET.
    public void readAhead(List<Long> revisions) {
        ReadOnce.knowEach(
                "approvals",
                revisions,
                jdbc
                        .sql("select * from approval where revision_id = any (?) order by id")
                        .param(revisions.toArray(Long[]::new))
                        .query(Approval.class)
                        .list()
                        .stream()
                        .map(Objects::requireNonNull)
                        .collect(Collectors.groupingBy(Approval::revisionId)));
        proofs.readAhead(revisions);
    }

    /// Those that count now: on this digest, by somebody without a hand in the change who still may
    /// approve in the project, with the tick where data is lost; none once a predecessor has
    /// fallen.
    public List<Approval> counting(Change change, Revision revision, Environment stage) {
        return counting(change, revision, stage, voters(change, stage));
    }

    private List<Approval> counting(
            Change change, Revision revision, Environment stage, List<Voter> voters) {
        List<Approval> given =
                of(revision.id()).stream().filter(a -> a.environmentId() == stage.id()).toList();
        if (given.isEmpty() || changes.fallen(change, revision).isPresent()) return List.of();
        Set<Long> may = voters.stream().map(Voter::personId).collect(Collectors.toSet());
        boolean loses = losesData(revision);
        return given.stream()
                .filter(a -> a.digest().equals(revision.digest()))
                .filter(a -> !loses || a.acknowledgesDataLoss())
                .filter(a -> may.contains(a.personId()))
                .toList();
    }

    /// Who would have to approve for the environment, who did, and what is missing: the rules as
    /// they are now, held against the revision and the change's labels.
    public Tally tally(Change change, Revision revision, Environment stage) {
        return ReadOnce.of(
                "tally",
                List.of(change.id(), revision.id(), stage.id()),
                () -> {
                    Policy policy = policies.of(stage);
                    if (policy.rules().isEmpty() && stage.approvals() == 0)
                        return Tally.NOBODY_ASKED;
                    List<Voter> voters = voters(change, stage);
                    return Tally.of(
                            new Tally.Question(
                                    policy,
                                    stage.approvals(),
                                    hazards(revision).orElse(null),
                                    labels.of(change)),
                            voters,
                            counting(change, revision, stage, voters).stream()
                                    .map(Approval::personId)
                                    .toList());
                });
    }

    /// How many people's word is missing for the environment.
    public int missing(Change change, Revision revision, Environment stage) {
        return tally(change, revision, stage).missing();
    }

    /// Whether a step that is not full would take the person's word.
    public boolean asks(long personId, Change change, Revision revision, Environment stage) {
        Tally tally = tally(change, revision, stage);
        return voters(change, stage).stream()
                .filter(v -> v.personId() == personId)
                .anyMatch(v ->
                        tally.steps().stream().anyMatch(f -> f.missing() > 0 && f.step().takes(v)));
    }

    /// Those of all migrations of the revision, once all are proven.
    private Optional<Set<HazardKind>> hazards(Revision revision) {
        Proofs.OfRevision known = proofs.ofRevision(revision.id());
        if (!known.complete()) return Optional.empty();
        var kinds = EnumSet.noneOf(HazardKind.class);
        known.proofs().forEach(p -> p.hazards().forEach(h -> kinds.add(h.kind())));
        return Optional.of(kinds);
    }

    /// Whose word counts now: who may approve there and had no hand in the change. What a hand in
    /// it gave since it was opened, a role or a place in a group, makes nobody its approver.
    private List<Voter> voters(Change change, Environment stage) {
        return ReadOnce.of(
                "voters",
                List.of(change.id(), stage.id()),
                () -> {
                    Set<Long> hands = changes.hands(change);
                    return voters
                            .of(change.projectId(), stage.id(), hands, change.createdAt())
                            .stream()
                            .filter(v -> !hands.contains(v.personId()))
                            .toList();
                });
    }

    public boolean losesData(Revision revision) {
        Proofs.OfRevision known = proofs.ofRevision(revision.id());
        return !known.complete() || known.proofs().stream().anyMatch(MigrationProof::losesData);
    }
}
