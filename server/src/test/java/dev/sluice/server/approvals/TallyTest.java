package dev.sluice.server.approvals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.plan.HazardKind;
import dev.sluice.server.identity.Voter;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Rules on records, without a server.
class TallyTest {
    private static final Voter ANN = voter(1, "Ann", "dba", "owners");
    private static final Voter BEN = voter(2, "Ben", "dba");
    private static final Voter CLO = voter(3, "Clo", "owners");
    private static final Voter DAN = voter(4, "Dan");
    private static final List<Voter> ALL = List.of(ANN, BEN, CLO, DAN);

    private static Voter voter(long id, String name, String... groups) {
        return new Voter(id, name, Set.of(groups), Set.of("approver"));
    }

    private static Policy.Step of(int people, String group) {
        return new Policy.Step(people, group, null);
    }

    private static Policy.Rule rule(
            List<HazardKind> hazards, List<String> labels, Policy.Step... steps) {
        return new Policy.Rule(hazards, labels, List.of(steps));
    }

    private static Tally tally(Policy.Rule rule, Voter... voted) {
        return tally(List.of(rule), 1, Set.of(), Set.of(), voted);
    }

    private static Tally tally(
            List<Policy.Rule> rules,
            int own,
            Set<HazardKind> hazards,
            Set<String> labels,
            Voter... voted) {
        return Tally.of(
                new Tally.Question(new Policy(rules), own, hazards, labels),
                ALL,
                Stream.of(voted).map(Voter::personId).toList());
    }

    @Test
    void without_rules_the_environments_own_number_counts() {
        assertThat(tally(List.of(), 2, Set.of(), Set.of()).missingWords()).isEqualTo("2 people");
        assertThat(tally(List.of(), 2, Set.of(), Set.of(), ANN).missingWords())
                .isEqualTo("1 more person");
        assertThat(tally(List.of(), 2, Set.of(), Set.of(), ANN, DAN).isComplete()).isTrue();
        assertThat(tally(List.of(), 0, Set.of(), Set.of()).isComplete()).isTrue();
    }

    @Test
    void no_rule_that_holds_means_that_approval_is_required() {
        var rules = List.of(rule(List.of(HazardKind.DATA_LOSS), List.of(), of(2, "dba")));
        assertThat(tally(rules, 0, Set.of(), Set.of()).missing()).isEqualTo(1);
        assertThat(tally(rules, 2, Set.of(), Set.of()).missing()).isEqualTo(2);
        assertThat(tally(rules, 0, Set.of(), Set.of(), DAN).isComplete()).isTrue();
    }

    @Test
    void the_first_rule_that_holds_decides_and_all_given_parts_must_hold() {
        var rules =
                List.of(
                        rule(
                                List.of(HazardKind.DATA_LOSS),
                                List.of("billing", "tax"),
                                of(2, "dba")),
                        rule(List.of(), List.of("trivial")),
                        rule(List.of(), List.of(), of(1, "owners")));
        assertThat(tally(rules, 1, Set.of(HazardKind.DATA_LOSS), Set.of("tax")).missingWords())
                .isEqualTo("2 people of dba");
        assertThat(tally(rules, 1, Set.of(HazardKind.DATA_LOSS), Set.of()).missingWords())
                .isEqualTo("1 person of owners");
        assertThat(tally(rules, 1, Set.of(), Set.of("trivial")).isComplete()).isTrue();
    }

    @Test
    void while_the_hazards_are_not_known_no_rule_makes_it_easier() {
        var rules = List.of(rule(List.of(), List.of()));
        assertThat(tally(rules, 0, null, Set.of()).missing()).isEqualTo(1);
        assertThat(tally(rules, 0, Set.of(), Set.of()).isComplete()).isTrue();
    }

    @Test
    void somebody_in_both_groups_blocks_nobody() {
        var both = rule(List.of(), List.of(), of(1, "dba"), of(1, "owners"));
        assertThat(tally(both, ANN, BEN).isComplete()).isTrue();
        assertThat(tally(both, BEN, ANN).isComplete()).isTrue();
        assertThat(tally(both, ANN, CLO).isComplete()).isTrue();
        assertThat(tally(both, CLO, ANN).isComplete()).isTrue();
        Tally one = tally(both, ANN);
        assertThat(one.missingWords()).isEqualTo("1 person of owners");
        assertThat(one.steps().getFirst().given()).containsExactly("Ann");
    }

    @Test
    void nobody_counts_twice() {
        var both = rule(List.of(), List.of(), of(1, "dba"), of(1, "dba"));
        assertThat(tally(both, ANN).isComplete()).isFalse();
        assertThat(tally(both, ANN, ANN).isComplete()).isFalse();
        assertThat(tally(both, ANN, BEN).isComplete()).isTrue();
    }

    @Test
    void a_later_step_waits_for_the_one_before() {
        Tally early = tally(rule(List.of(), List.of(), of(2, "dba"), of(1, "owners")), CLO, BEN);
        assertThat(early.missingWords())
                .isEqualTo("1 more person of dba, then of 1 person of owners");
        assertThat(early.steps().get(0).state()).isEqualTo(Tally.State.NEXT);
        assertThat(early.steps().get(0).could()).containsExactly("Ann");
        assertThat(early.steps().get(1).state()).isEqualTo(Tally.State.LATER);
        assertThat(early.steps().get(1).early()).containsExactly("Clo");
        assertThat(
                        tally(
                                        rule(List.of(), List.of(), of(2, "dba"), of(1, "owners")),
                                        CLO,
                                        BEN,
                                        ANN)
                                .isComplete())
                .isTrue();
    }

    @Test
    void the_word_of_somebody_in_no_step_fills_none() {
        assertThat(tally(rule(List.of(), List.of(), of(1, "dba")), DAN).missing()).isEqualTo(1);
    }
}
