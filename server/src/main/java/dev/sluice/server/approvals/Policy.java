package dev.sluice.server.approvals;

import dev.sluice.plan.HazardKind;
import dev.sluice.server.identity.Voter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Who has to approve for one environment: the first rule whose condition holds decides.
public record Policy(List<Rule> rules) {
    public static final Policy NONE = new Policy(List.of());

    public Policy {
        rules = List.copyOf(rules);
    }

    /// The condition: one of the hazards (if any are named) and one of the labels (if any are
    /// named). Without steps nobody has to approve.
    public record Rule(List<HazardKind> hazards, List<String> labels, List<Step> steps) {
        public Rule {
            hazards = List.copyOf(hazards);
            labels = List.copyOf(labels);
            steps = List.copyOf(steps);
        }

        boolean holds(Set<HazardKind> there, Set<String> given) {
            return (hazards.isEmpty() || !Collections.disjoint(hazards, there))
                    && (labels.isEmpty() || !Collections.disjoint(labels, given));
        }

        /// `with data loss or index gap, labelled billing: 2 people of dba, then 1 person`.
        public String words() {
            var parts = new ArrayList<String>();
            if (!hazards.isEmpty())
                parts.add(
                        "with "
                                + hazards.stream()
                                        .map(HazardKind::words)
                                        .collect(Collectors.joining(" or ")));
            if (!labels.isEmpty()) parts.add("labelled " + String.join(" or ", labels));
            return (parts.isEmpty() ? "any change" : String.join(", ", parts))
                    + ": "
                    + (steps.isEmpty()
                            ? "no approval"
                            : steps.stream()
                                    .map(Step::words)
                                    .collect(Collectors.joining(", then ")));
        }
    }

    /// So many different people out of a group, or with a role; of neither: whoever may approve.
    public record Step(int people, @Nullable String group, @Nullable String role) {
        boolean takes(Voter voter) {
            if (group != null) return voter.groups().contains(group);
            return role == null || voter.roles().contains(role);
        }

        public String words() {
            return words(people, false);
        }

        /// `more` than those who did already.
        String words(int count, boolean more) {
            String who = count + (more ? " more" : "") + (count == 1 ? " person" : " people");
            if (group != null) return who + " of " + group;
            return role == null ? who : who + " with the role " + role;
        }
    }
}
