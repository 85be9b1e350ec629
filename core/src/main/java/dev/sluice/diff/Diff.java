package dev.sluice.diff;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.CompositeType;
import dev.sluice.schema.Definition;
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
/// extensions are no differences; owners and grants are where asked for. Deterministic: objects by
/// id, what hangs on one in a fixed order.
public final class Diff {
    private Diff() {}

    /// Owners and grants left out: those are the environment's.
    public static List<Difference> between(Catalog from, Catalog to) {
        var found = new ArrayList<Difference>();
        pairs(
                from,
                to,
                (old, now) -> {
                    if (!isAccess(old) && !isAccess(now)) differ(found, old, now);
                });
        return List.copyOf(found);
    }

    public static List<Difference> withAccess(Catalog from, Catalog to) {
        var found = new ArrayList<Difference>();
        pairs(from, to, (old, now) -> differ(found, old, now));
        return List.copyOf(found);
    }

    /// What a plan leads over, and what its way back does.
    public record BothWays(List<Difference> there, List<Difference> back) {
        public BothWays {
            there = List.copyOf(there);
            back = List.copyOf(back);
        }
    }

    /// With owners and grants; looks at what doesn't differ once.
    public static BothWays bothWays(Catalog from, Catalog to) {
        var there = new ArrayList<Difference>();
        var back = new ArrayList<Difference>();
        pairs(
                from,
                to,
                (old, now) -> {
                    differ(there, old, now);
                    differ(back, now, old);
                });
        return new BothWays(there, back);
    }

    private interface Pair {
        void of(@Nullable SchemaObject old, @Nullable SchemaObject now);
    }

    /// Those that aren't equal, by id.
    private static void pairs(Catalog from, Catalog to, Pair each) {
        List<SchemaObject> before = from.objects();
        List<SchemaObject> after = to.objects();
        int b = 0;
        int a = 0;
        while (b < before.size() || a < after.size()) {
            int order = order(before, b, after, a);
            if (order < 0) each.of(before.get(b++), null);
            else if (order > 0) each.of(null, after.get(a++));
            else {
                SchemaObject old = before.get(b++);
                SchemaObject now = after.get(a++);
                if (!old.equals(now)) each.of(old, now);
            }
        }
    }

    private static void differ(
            List<Difference> out, @Nullable SchemaObject old, @Nullable SchemaObject now) {
        if (now == null) out.add(disappears(Objects.requireNonNull(old)));
        else if (old == null) out.add(appears(now));
        else if (old.getClass() != now.getClass()) out.add(new DefinitionDifference(old, now));
        else compare(out, old, now);
    }

    /// Which of the two comes first by its id; negative: that before.
    private static int order(List<SchemaObject> before, int b, List<SchemaObject> after, int a) {
        if (b == before.size()) return 1;
        if (a == after.size()) return -1;
        return before.get(b).id().compareTo(after.get(a).id());
    }

    private static boolean isAccess(@Nullable SchemaObject o) {
        return o != null && o.id().kind().isAccess();
    }

    /// What a plan can't make or end is named instead.
    private static boolean isCarried(SchemaObject o) {
        return o instanceof Unsupported;
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
            case Domain d -> TypeDiff.compare(out, (Domain) old, d);
            case CompositeType c -> TypeDiff.compare(out, (CompositeType) old, c);
            case Function f ->
                    redefined(out, old, f, ((Function) old).definition(), f.definition());
            case Trigger t -> redefined(out, old, t, said((Trigger) old), said(t));
            case Extension e -> redefined(out, old, e, ((Extension) old).schema(), e.schema());
            case Definition d -> redefined(out, old, d, ((Definition) old).create(), d.create());
            case Unsupported u -> unsupported(out, (Unsupported) old, u);
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

    private static String said(Trigger t) {
        return t.definition() + t.enabled();
    }

    private static void unsupported(List<Difference> out, Unsupported old, Unsupported now) {
        if (!old.detail().equals(now.detail())) out.add(new CarriedDifference.Changes(old, now));
    }

    private static void redefined(
            List<Difference> out, SchemaObject old, SchemaObject now, Object was, Object is) {
        if (!was.equals(is)) out.add(new DefinitionDifference(old, now));
    }
}
