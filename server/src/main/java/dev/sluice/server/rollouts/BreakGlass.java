package dev.sluice.server.rollouts;

import dev.sluice.server.approvals.Approvals;
import dev.sluice.server.audit.Audit;
import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.Changes;
import dev.sluice.server.changes.Revision;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Refusal;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Rights;
import dev.sluice.server.identity.StepUp;
import dev.sluice.server.projects.Conflict;
import dev.sluice.server.projects.Environment;
import dev.sluice.server.projects.Projects;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The door to emergency starts: one person who holds the right asks and says why, a second one
/// confirms within the hour, and the stage starts past the gates of [#PASSES]. It counts for the
/// digest that was asked about and no other; [Gates] has the last word as ever.
@Component
public final class BreakGlass {
    /// What two people can answer for. What the database says (drift), what the proofs say (checks)
    /// and what runs first (predecessors) is not theirs to wave through.
    static final Set<String> PASSES = Set.of("approvals", "order", "soak", "window", "freeze");

    private static final String OPEN =
            "confirmed_at is null and asked_at > now() - interval '60 minutes'";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Rights rights;
    private final StepUp stepUp;
    private final Audit audit;
    private final Projects projects;
    private final Changes changes;
    private final Approvals approvals;
    private final Gates gates;
    private final Rollouts rollouts;

    BreakGlass(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Rights rights,
            StepUp stepUp,
            Audit audit,
            Projects projects,
            Changes changes,
            Approvals approvals,
            Gates gates,
            Rollouts rollouts) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.rights = rights;
        this.stepUp = stepUp;
        this.audit = audit;
        this.projects = projects;
        this.changes = changes;
        this.approvals = approvals;
        this.gates = gates;
        this.rollouts = rollouts;
    }

    /// An emergency start that was asked for. `past` are the gates that were shut then; `open`
    /// while it waits for its second person.
    public record Asked(
            long id,
            String environment,
            String past,
            String reason,
            long askerId,
            String asker,
            Instant askedAt,
            @Nullable String confirmer,
            @Nullable Instant confirmedAt,
            boolean open) {
        /// In one sentence, for whoever looks at the change or the run afterwards.
        public String words() {
            return confirmer == null
                    ? "%s asks for an emergency start of %s past its gates (%s)."
                            .formatted(asker, environment, past)
                    : "%s was started past its gates (%s): asked for by %s, confirmed by %s."
                            .formatted(environment, past, asker, confirmer);
        }
    }

    /// What the change page shows: what was asked for, and what the reader may do about it.
    public record View(
            List<Asked> asked, List<String> mayAsk, boolean mayConfirm, boolean losesData) {
        public View {
            asked = List.copyOf(asked);
            mayAsk = List.copyOf(mayAsk);
        }
    }

    /// `digest` is what the asker looked at.
    public void ask(
            Actor by,
            Change change,
            String environment,
            String digest,
            String reason,
            boolean acceptsDataLoss) {
        rights.need(by, Right.BREAK_GLASS, change.projectId());
        stepUp.need(by, "asking for an emergency start");
        if (reason.isBlank() || reason.length() > 500)
            throw new Refusal("An emergency start needs a reason of at most 500 characters.");
        Environment stage = projects.environment(change.projectId(), environment);
        transaction.executeWithoutResult(_ -> {
            Change now = changes.locked(change.id());
            Revision revision = changes.latest(now.id());
            if (!digest.equals(revision.digest()))
                throw new Conflict(now.subject() + " is not what you looked at. Look at it again.");
            List<String> past = past(now, revision, stage);
            if (approvals.losesData(revision) && !acceptsDataLoss)
                throw new Conflict(
                        "This change loses data or has steps that can't be undone. An emergency start"
                                + " of it needs your word on that too (acceptDataLoss).");
            if (open(revision, stage).isPresent())
                throw new Conflict(
                        "An emergency start of %s was asked for already. A second person confirms it."
                                .formatted(environment));
            jdbc.sql(
                            """
                            insert into break_glass (revision_id, environment_id, digest, past, reason,
                                asker_id, asker)
                            values (?, ?, ?, ?, ?, ?, ?)\
                            """)
                    .params(
                            revision.id(),
                            stage.id(),
                            digest,
                            String.join(", ", past),
                            reason.strip(),
                            by.personId(),
                            by.name())
                    .update();
            audit.record(
                    by,
                    "break_glass.asked",
                    now.projectId(),
                    now.subject(),
                    Map.of(
                            "environment", environment,
                            "digest", digest,
                            "past", past,
                            "reason", reason.strip()));
        });
    }

    /// The gates that stand in the way and may be passed; refused when others do too, or none does.
    private List<String> past(Change change, Revision revision, Environment stage) {
        mayStart(change, revision, stage);
        List<Blocker> shut = gates.of(change, revision, stage);
        List<String> hard =
                shut.stream()
                        .filter(b -> !PASSES.contains(b.gate()))
                        .map(Blocker::sentence)
                        .toList();
        if (!hard.isEmpty()) {
            var reasons = new ArrayList<>(hard);
            reasons.add("No emergency start passes this.");
            throw new Conflict(reasons);
        }
        if (shut.isEmpty())
            throw new Conflict(
                    "Nothing stands in the way of %s. Start it.".formatted(stage.name()));
        return shut.stream().map(Blocker::gate).distinct().toList();
    }

    private void mayStart(Change change, Revision revision, Environment stage) {
        if (rollouts.environments(change, revision).stream().noneMatch(e -> e.id() == stage.id()))
            throw new Conflict(change.subject() + " has nothing to do in " + stage.name() + ".");
        if (!isWaiting(change, stage))
            throw new Conflict("The stage " + stage.name() + " has begun already.");
    }

    private boolean isWaiting(Change change, Environment stage) {
        return rollouts.latest(change.id()).stream()
                .flatMap(r -> r.stages().stream())
                .filter(s -> s.environmentId() == stage.id())
                .allMatch(s -> s.state().equals("waiting"));
    }

    /// The second person's word: the stage starts.
    public void confirm(Actor by, Change change, String environment) {
        rights.need(by, Right.BREAK_GLASS, change.projectId());
        stepUp.need(by, "confirming an emergency start");
        Environment stage = projects.environment(change.projectId(), environment);
        rollouts.recheck(change, stage);
        transaction.executeWithoutResult(_ -> {
            Change now = changes.locked(change.id());
            Revision revision = changes.latest(now.id());
            Asked asked =
                    open(revision, stage)
                            .orElseThrow(() ->
                                    new Conflict(
                                            "Nobody has asked for an emergency start of %s in the last 60 minutes."
                                                    .formatted(environment)));
            mayConfirm(by, now, asked);
            jdbc.sql(
                            """
                            update break_glass set confirmer_id = ?, confirmer = ?, confirmed_at = now()
                            where id = ?\
                            """)
                    .params(by.personId(), by.name(), asked.id())
                    .update();
            audit.record(
                    by,
                    "break_glass.confirmed",
                    now.projectId(),
                    now.subject(),
                    Map.of(
                            "environment", environment,
                            "digest", revision.sealed(),
                            "asker", asked.asker(),
                            "past", asked.past(),
                            "reason", asked.reason()));
            rollouts.started(by, now, stage);
        });
    }

    private void mayConfirm(Actor by, Change change, Asked asked) {
        if (by.personId() == asked.askerId())
            throw new Conflict("You have asked for it yourself. A second person has to confirm.");
        if (changes.hands(change).contains(by.personId()))
            throw new Conflict(
                    "You have written or edited "
                            + change.subject()
                            + ". Somebody else has to confirm.");
        var asker = new Actor(asked.askerId(), asked.asker(), null);
        if (!rights.has(asker, Right.BREAK_GLASS) || !rights.sees(asker, change.projectId()))
            throw new Conflict(
                    asked.asker() + " may no longer ask for this. Somebody else has to ask anew.");
    }

    private Optional<Asked> open(Revision revision, Environment stage) {
        return of(revision.id()).stream()
                .filter(a -> a.open && a.environment.equals(stage.name()))
                .findFirst();
    }

    private List<Asked> of(long revisionId) {
        return jdbc
                .sql(
                        """
                        select b.*, e.name as environment, %s as open
                        from break_glass b join environment e on e.id = b.environment_id
                        where b.revision_id = ? order by b.id\
                        """
                                .formatted(OPEN))
                .param(revisionId)
                .query(Asked.class)
                .list()
                .stream()
                .map(Objects::requireNonNull)
                .toList();
    }

    /// What was confirmed or still can be, on any revision.
    public List<Asked> of(Change change) {
        return changes.revisions(change.id()).stream()
                .flatMap(r -> of(r.id()).stream())
                .filter(a -> a.open || a.confirmedAt != null)
                .toList();
    }

    public View view(Actor by, Change change) {
        Revision revision = changes.latest(change.id());
        boolean holds = change.state().isOpen() && rights.has(by, Right.BREAK_GLASS);
        List<Asked> asked = of(change);
        List<String> mayAsk =
                holds && revision.digest() != null
                        ? rollouts.environments(change, revision).stream()
                                .filter(e -> isAskable(change, revision, e))
                                .map(Environment::name)
                                .toList()
                        : List.of();
        return new View(
                asked,
                mayAsk,
                holds && !changes.hands(change).contains(by.personId()),
                !mayAsk.isEmpty() && approvals.losesData(revision));
    }

    private boolean isAskable(Change change, Revision revision, Environment stage) {
        List<Blocker> shut = gates.of(change, revision, stage);
        return isWaiting(change, stage)
                && open(revision, stage).isEmpty()
                && !shut.isEmpty()
                && shut.stream().allMatch(b -> PASSES.contains(b.gate()));
    }
}
