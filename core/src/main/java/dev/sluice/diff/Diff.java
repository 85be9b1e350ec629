package dev.sluice.diff;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.CompositeType;
import dev.sluice.schema.Domain;
import dev.sluice.schema.EnumType;
import dev.sluice.schema.Extension;
import dev.sluice.schema.Function;
import dev.sluice.schema.Index;
import dev.sluice.schema.MaterializedView;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.Policy;
import dev.sluice.schema.Schema;
import dev.sluice.schema.SchemaObject;
import dev.sluice.schema.Sequence;
import dev.sluice.schema.Table;
import dev.sluice.schema.Trigger;
import dev.sluice.schema.Unsupported;
import dev.sluice.schema.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What differs between two schema states. Column order of tables, dependencies and versions of
/// extensions are no differences. Deterministic: objects by id, what hangs on one in a fixed order.
public final class Diff {
    private Diff() {}

    public static List<Difference> between(Catalog from, Catalog to) {
        List<SchemaObject> before = from.objects();
        List<SchemaObject> after = to.objects();
        var found = new ArrayList<Difference>();
        int b = 0;
        int a = 0;
        while (b < before.size() || a < after.size()) {
            int order = order(before, b, after, a);
            if (order < 0) found.add(disappears(before.get(b++)));
            else if (order > 0) found.add(appears(after.get(a++)));
            else {
                SchemaObject old = before.get(b++);
                SchemaObject now = after.get(a++);
                if (!old.equals(now)) compare(found, old, now);
            }
        }
        return List.copyOf(found);
    }

    /// Which of the two comes first by its id; negative: that before.
    private static int order(List<SchemaObject> before, int b, List<SchemaObject> after, int a) {
        if (b == before.size()) return 1;
        if (a == after.size()) return -1;
        return before.get(b).id().compareTo(after.get(a).id());
    }

    /// True for kinds that are read, ordered and put back, and never planned.
    public static boolean isCarried(SchemaObject o) {
        return switch (o) {
            case Function _, Trigger _, Domain _, CompositeType _, Extension _, Unsupported _ ->
                    true;
            case Schema _,
                    EnumType _,
                    Sequence _,
                    Table _,
                    View _,
                    MaterializedView _,
                    Index _,
                    Policy _ ->
                    false;
        };
    }

    private static Difference appears(SchemaObject o) {
        return isCarried(o) ? new CarriedDifference.Appears(o) : new ObjectDifference.Create(o);
    }

    private static Difference disappears(SchemaObject o) {
        return isCarried(o) ? new CarriedDifference.Disappears(o) : new ObjectDifference.Drop(o);
    }

    private static void compare(List<Difference> out, SchemaObject old, SchemaObject now) {
        switch (now) {
            case EnumType e -> labels(out, (EnumType) old, e);
            case Sequence s -> SequenceDiff.compare(out, (Sequence) old, s);
            case Table t -> TableDiff.compare(out, (Table) old, t);
            case View v -> ViewDiff.compare(out, (View) old, v);
            case MaterializedView v -> ViewDiff.compare(out, (MaterializedView) old, v);
            case Index i -> index(out, (Index) old, i);
            case Policy p -> policy(out, (Policy) old, p);
            case Schema _ -> {}
            case Function _, Trigger _, Domain _, CompositeType _, Extension _, Unsupported _ -> {
                if (!carried(old).equals(carried(now)))
                    out.add(new CarriedDifference.Changes(old, now));
            }
        }
        comment(out, now.id(), old.comment(), now.comment());
    }

    static void comment(
            List<Difference> out, ObjectId id, @Nullable String old, @Nullable String now) {
        if (!Objects.equals(old, now)) out.add(new CommentDifference(id, old, now));
    }

    private static void labels(List<Difference> out, EnumType old, EnumType now) {
        if (!old.labels().equals(now.labels())) out.add(new EnumDifference.ChangeLabels(old, now));
    }

    private static void index(List<Difference> out, Index old, Index now) {
        if (!old.definition().equals(now.definition()) || old.valid() != now.valid())
            out.add(new IndexDifference.Replace(old, now));
    }

    private static void policy(List<Difference> out, Policy old, Policy now) {
        if (old.permissive() != now.permissive()
                || !old.command().equals(now.command())
                || !old.roles().equals(now.roles())
                || !Objects.equals(old.using(), now.using())
                || !Objects.equals(old.withCheck(), now.withCheck()))
            out.add(new PolicyDifference.Change(old, now));
    }

    /// What counts of a carried object: comment and environment left out.
    private static Object carried(SchemaObject o) {
        return switch (o) {
            case Function f -> List.of(f.definition(), f.procedure());
            case Trigger t -> List.of(t.definition(), t.enabled());
            case Domain d -> d.definition();
            case CompositeType c -> c.definition();
            case Extension e -> e.schema();
            case Unsupported u -> u.detail();
            case Schema _,
                    EnumType _,
                    Sequence _,
                    Table _,
                    View _,
                    MaterializedView _,
                    Index _,
                    Policy _ ->
                    o;
        };
    }
}
