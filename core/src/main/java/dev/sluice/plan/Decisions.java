package dev.sluice.plan;

import dev.sluice.diff.CarriedDifference;
import dev.sluice.diff.ColumnDifference;
import dev.sluice.diff.CommentDifference;
import dev.sluice.diff.ConstraintDifference;
import dev.sluice.diff.DefinitionDifference;
import dev.sluice.diff.Difference;
import dev.sluice.diff.EnumDifference;
import dev.sluice.diff.IndexDifference;
import dev.sluice.diff.ObjectDifference;
import dev.sluice.diff.PolicyDifference;
import dev.sluice.diff.SequenceDifference;
import dev.sluice.diff.TableDifference;
import dev.sluice.diff.TypeDifference;
import dev.sluice.diff.ViewDifference;
import dev.sluice.schema.Dependency;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.Sequence;
import dev.sluice.sql.Aspect;
import dev.sluice.sql.PieceId;
import java.util.List;
import java.util.Set;

/// Turns differences into what happens to pieces; one line a kind, the knowledge stands beside.
final class Decisions {
    private final Draft draft;
    private final Set<ObjectId> swapped;

    private Decisions(Draft draft, Set<ObjectId> swapped) {
        this.draft = draft;
        this.swapped = swapped;
    }

    /// `swapped` are enums that must be swapped although labels are only added.
    static void decide(Draft draft, List<Difference> differences, Set<ObjectId> swapped) {
        var decisions = new Decisions(draft, swapped);
        decisions.checkWanted();
        differences.forEach(decisions::decide);
        draft.settle();
        for (Difference d : differences)
            if (d instanceof TableDifference.ChangePartitioning p)
                TableDecisions.refuseGiven(draft, p);
    }

    private void decide(Difference difference) {
        switch (difference) {
            case ObjectDifference.Create d -> create(d.object().id());
            case ObjectDifference.Drop d -> drop(d.object().id());
            case EnumDifference.ChangeLabels d ->
                    EnumDecisions.decide(draft, d, swapped.contains(d.id()));
            case SequenceDifference d -> SequenceDecisions.decide(draft, d);
            case TableDifference d -> TableDecisions.decide(draft, d);
            case ColumnDifference d -> ColumnDecisions.decide(draft, d);
            case ConstraintDifference d -> ConstraintDecisions.decide(draft, d);
            case IndexDifference.Replace d -> draft.drop(PieceId.self(d.id()));
            case ViewDifference d -> ViewDecisions.decide(draft, d);
            case PolicyDifference.Change d -> PolicyDecisions.decide(draft, d);
            case TypeDifference d -> TypeDecisions.decide(draft, d);
            case DefinitionDifference d -> DefinitionDecisions.decide(draft, d);
            case CarriedDifference d -> carried(d);
            case CommentDifference d -> draft.property(new PieceId(d.id(), Aspect.COMMENT));
        }
    }

    private void create(ObjectId id) {
        if (isPublic(id)) draft.property(new PieceId(id, Aspect.COMMENT));
        else draft.to.ofObject(id).forEach(draft::create);
        if (draft.to.object(id).orElse(null) instanceof Sequence s)
            SequenceDecisions.goOn(draft, s);
    }

    private void drop(ObjectId id) {
        if (isPublic(id)) draft.property(new PieceId(id, Aspect.COMMENT));
        else if (!TakenIndex.isTaken(draft, id)) draft.drop(PieceId.self(id));
    }

    /// `public` is there on both sides; it is an object only where somebody commented it.
    private static boolean isPublic(ObjectId id) {
        return id.kind() == Kind.SCHEMA && id.name().equals("public");
    }

    /// What is wanted must be able to stand: nothing in it may need what is not wanted any more.
    private void checkWanted() {
        for (Dependency d : draft.to.loose()) {
            PieceId dependent = draft.to.resolve(d.dependent());
            if (dependent == null || draft.to.resolve(d.on()) != null) continue;
            if (draft.from.resolve(d.on()) == null) continue;
            draft.refuse(
                    d.dependent().words()
                            + " needs "
                            + d.on().words()
                            + ", which is to be dropped: change or drop it first"
                            + " (`generate --custom`), or keep what it needs");
        }
    }

    private void carried(CarriedDifference difference) {
        draft.refuse(
                difference.words()
                        + "; Sluice names this kind and doesn't plan it: write the step by hand"
                        + " (`generate --custom`)");
    }
}
