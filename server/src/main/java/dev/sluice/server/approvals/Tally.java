package dev.sluice.server.approvals;

import dev.sluice.plan.HazardKind;
import dev.sluice.server.identity.Voter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How far the approvals of a change for one environment have come: a pure function of who may, who
/// did, the rules, the hazards and the labels.
///
/// Steps are filled in order and nobody twice. A later step waits for those before it; who fits
/// several is taken by the earliest that is not full, and moves to another when that lets somebody
/// else in (a matching, so that no choice made early stands in the way of completing the steps).
public record Tally(String rule, List<Filled> steps) {
    private static final String OWN_NUMBER = "the environment's own number";

    public Tally {
        steps = List.copyOf(steps);
    }

    /// Where the environment asks for nobody's word and has no rules.
    static final Tally NOBODY_ASKED = new Tally(OWN_NUMBER, List.of());

    /// `given` is by whom it is filled, `could` who else may, `early` whose word waits until the
    /// steps before are complete.
    public record Filled(
            Policy.Step step,
            State state,
            List<String> given,
            List<String> could,
            List<String> early) {
        public Filled {
            given = List.copyOf(given);
            could = List.copyOf(could);
            early = List.copyOf(early);
        }

        public int missing() {
            return step.people() - given.size();
        }
    }

    public enum State {
        COMPLETE,
        NEXT,
        LATER
    }

    /// What decides beside the people. `own` is the environment's own number; `hazards` null while
    /// the proofs are not done, when no rule is taken to hold.
    public record Question(
            Policy policy, int own, @Nullable Set<HazardKind> hazards, Set<String> labels) {}

    /// `voters` may approve and had no hand in the change; `voted` did so, in order of time, each a
    /// voter.
    public static Tally of(Question question, List<Voter> voters, List<Long> voted) {
        Policy policy = question.policy;
        Set<HazardKind> hazards = question.hazards;
        if (hazards != null)
            for (Policy.Rule rule : policy.rules())
                if (rule.holds(hazards, question.labels))
                    return new Tally(rule.words(), filled(rule.steps(), voters, voted));
        int needed = policy.rules().isEmpty() ? question.own : Math.max(1, question.own);
        List<Policy.Step> own =
                needed == 0 ? List.of() : List.of(new Policy.Step(needed, null, null));
        return new Tally(
                policy.rules().isEmpty()
                        ? OWN_NUMBER
                        : hazards == null
                                ? "the hazards are not known until the proofs are done"
                                : "no rule holds, so approval is required",
                filled(own, voters, voted));
    }

    private static List<Filled> filled(
            List<Policy.Step> steps, List<Voter> voters, List<Long> voted) {
        Map<Long, Voter> byId = voters.stream().collect(Collectors.toMap(Voter::personId, v -> v));
        List<Voter> gave =
                voted.stream()
                        .filter(byId::containsKey)
                        .map(id -> byId.get(id))
                        .distinct()
                        .toList();
        List<List<Voter>> seats = seated(steps, gave);
        Set<Voter> taken = new HashSet<>();
        seats.forEach(taken::addAll);
        var filled = new ArrayList<Filled>();
        boolean open = true;
        for (int i = 0; i < steps.size(); i++) {
            Policy.Step step = steps.get(i);
            List<Voter> here = seats.get(i);
            boolean full = here.size() == step.people();
            filled.add(
                    new Filled(
                            step,
                            open ? full ? State.COMPLETE : State.NEXT : State.LATER,
                            names(here),
                            names(
                                    voters.stream()
                                            .filter(v -> !gave.contains(v) && step.takes(v))
                                            .toList()),
                            names(
                                    gave.stream()
                                            .filter(v -> !taken.contains(v) && step.takes(v))
                                            .toList())));
            open &= full;
        }
        return filled;
    }

    private static List<String> names(List<Voter> voters) {
        return voters.stream().map(Voter::name).toList();
    }

    /// Who sits in which step: seat by seat in order, each by a path of moves that empties no seat
    /// that is taken. The first step that stays short ends it.
    private static List<List<Voter>> seated(List<Policy.Step> steps, List<Voter> gave) {
        var stepOf = new ArrayList<Integer>();
        for (int i = 0; i < steps.size(); i++)
            for (int n = 0; n < steps.get(i).people(); n++) stepOf.add(i);
        var seatOf = new HashMap<Voter, Integer>();
        int open = steps.size();
        for (int seat = 0; seat < stepOf.size() && stepOf.get(seat) <= open; seat++)
            if (!seat(seat, stepOf, steps, gave, seatOf, new HashSet<>()))
                open = Math.min(open, stepOf.get(seat));
        var seats = new ArrayList<List<Voter>>();
        for (int i = 0; i < steps.size(); i++) {
            int step = i;
            seats.add(
                    gave.stream()
                            .filter(v -> {
                                Integer at = seatOf.get(v);
                                return at != null && stepOf.get(at) == step;
                            })
                            .toList());
        }
        return seats;
    }

    private static boolean seat(
            int seat,
            List<Integer> stepOf,
            List<Policy.Step> steps,
            List<Voter> gave,
            Map<Voter, Integer> seatOf,
            Set<Voter> asked) {
        for (Voter voter : gave) {
            if (!steps.get(stepOf.get(seat)).takes(voter) || !asked.add(voter)) continue;
            Integer held = seatOf.get(voter);
            if (held == null || seat(held, stepOf, steps, gave, seatOf, asked)) {
                seatOf.put(voter, seat);
                return true;
            }
        }
        return false;
    }

    public boolean isComplete() {
        return missing() == 0;
    }

    public int needed() {
        return steps.stream().mapToInt(f -> f.step.people()).sum();
    }

    public int missing() {
        return steps.stream().mapToInt(Filled::missing).sum();
    }

    /// `1 more person of dba, then of 2 people`; empty when nobody is missing.
    public String missingWords() {
        return steps.stream()
                .filter(f -> f.missing() > 0)
                .map(f -> f.step.words(f.missing(), !f.given.isEmpty()))
                .collect(Collectors.joining(", then of "));
    }
}
