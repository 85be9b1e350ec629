package dev.sluice.cli;

import dev.sluice.plan.Plan;
import dev.sluice.plan.Step;
import dev.sluice.proof.Proof;
import dev.sluice.proof.Prover;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Policy;
import dev.sluice.schema.Unsupported;
import dev.sluice.source.Problem;
import dev.sluice.source.parse.SqlStatement;
import dev.sluice.source.scratch.Scratch;
import dev.sluice.source.scratch.ScratchDatabase;
import dev.sluice.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// How far a plan between two sources is proven, in words. The state before is made on scratch from
/// its catalog.
record DiffProof(String verdict, List<String> reasons) {
    private static final Set<String> WHOEVER_RUNS =
            Set.of("current_user", "current_role", "session_user");

    DiffProof {
        reasons = List.copyOf(reasons);
    }

    static DiffProof notTried(String reason) {
        return new DiffProof("not tried", List.of(reason));
    }

    static DiffProof of(Scratch scratch, Catalog from, Plan plan, Catalog wanted)
            throws SQLException {
        if (plan.isEmpty()) return notTried("There is nothing to run.");
        if (wanted.all(Policy.class).stream()
                .anyMatch(p -> p.roles().stream().anyMatch(WHOEVER_RUNS::contains)))
            return notTried("A policy is for whoever runs it, who is another one on scratch.");
        try (ScratchDatabase before = scratch.database()) {
            List<Problem> problems = load(scratch, before, from);
            if (!problems.isEmpty())
                return new DiffProof(
                        Proof.Verdict.NOT_PROVEN.words(),
                        List.of(
                                "The state before can't be made on scratch: "
                                        + problems.getFirst()));
            Proof proof =
                    Prover.prove(
                            scratch,
                            before,
                            null,
                            sql(plan.steps()),
                            plan.wayBack().isEmpty() ? null : sql(plan.wayBack()),
                            writable(wanted));
            var reasons = new ArrayList<>(proof.reasons());
            Stream.of(from, wanted)
                    .flatMap(c -> c.all(Unsupported.class).stream())
                    .map(u -> u.kindName() + " " + u.name() + " did not stand on scratch.")
                    .distinct()
                    .forEach(reasons::add);
            return new DiffProof(proof.verdict().words(), reasons);
        }
    }

    private static List<Problem> load(Scratch scratch, ScratchDatabase database, Catalog catalog)
            throws SQLException {
        try (Connection connection = database.connectSimple()) {
            return scratch.load(
                    connection, Sql.statements(catalog).stream().map(SqlStatement::of).toList());
        }
    }

    private static List<String> sql(List<Step> steps) {
        return steps.stream().map(Step::sql).toList();
    }

    private static Catalog writable(Catalog catalog) {
        return new Catalog(
                catalog.major(),
                catalog.objects().stream().filter(o -> !(o instanceof Unsupported)).toList(),
                catalog.dependencies());
    }

    String words() {
        return verdict + (reasons.isEmpty() ? "" : ": " + String.join(" ", reasons));
    }
}
