package dev.sluice.diff;

import dev.sluice.schema.Attribute;
import dev.sluice.schema.CompositeType;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.Domain;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

final class TypeDiff {
    private TypeDiff() {}

    static void compare(List<Difference> out, Domain old, Domain now) {
        if (!old.type().equals(now.type()) || !Objects.equals(old.collation(), now.collation()))
            out.add(new TypeDifference.ChangeBase(old, now));
        if (!Objects.equals(old.defaultExpression(), now.defaultExpression()))
            out.add(new TypeDifference.ChangeDomainDefault(old, now));
        if (old.notNull() != now.notNull())
            out.add(new TypeDifference.ChangeDomainNotNull(old, now));
        if (old.notNull() && now.notNull())
            NotNullDiff.compare(
                    out,
                    now.id(),
                    null,
                    notNull(old),
                    notNull(now),
                    Domain.madeUpNotNull(now.name()));
        constraints(out, old, now);
    }

    private static @Nullable Constraint notNull(Domain domain) {
        return domain.constraints().stream()
                .filter(Constraint::isPlainNotNull)
                .findFirst()
                .orElse(null);
    }

    private static void constraints(List<Difference> out, Domain old, Domain now) {
        Map<Identifier, Constraint> before = byName(old.constraints());
        Map<Identifier, Constraint> after = byName(now.constraints());
        var names = new TreeSet<Identifier>(before.keySet());
        names.addAll(after.keySet());
        for (Identifier name : names) {
            Constraint was = before.get(name);
            Constraint is = after.get(name);
            if (was == null || is == null || !was.definition().equals(is.definition()))
                out.add(new TypeDifference.ChangeDomainConstraint(now, name, was, is));
            Diff.comment(
                    out,
                    ObjectId.member(Kind.CONSTRAINT, now.name(), name),
                    was == null ? null : was.comment(),
                    is == null ? null : is.comment());
        }
    }

    private static Map<Identifier, Constraint> byName(List<Constraint> constraints) {
        var byName = new TreeMap<Identifier, Constraint>();
        for (Constraint c : constraints) if (!c.isPlainNotNull()) byName.put(c.name(), c);
        return byName;
    }

    static void compare(List<Difference> out, CompositeType old, CompositeType now) {
        if (!shape(old).equals(shape(now))) out.add(new TypeDifference.ChangeAttributes(old, now));
        var before = new HashMap<Identifier, Attribute>();
        old.attributes().forEach(a -> before.put(a.name(), a));
        for (Attribute a : now.attributes()) {
            Attribute was = before.get(a.name());
            Diff.comment(
                    out,
                    ObjectId.member(Kind.COLUMN, now.name(), a.name()),
                    was == null ? null : was.comment(),
                    a.comment());
        }
    }

    private static List<Attribute> shape(CompositeType type) {
        return type.attributes().stream()
                .map(a -> new Attribute(a.name(), a.type(), a.collation(), null))
                .toList();
    }
}
