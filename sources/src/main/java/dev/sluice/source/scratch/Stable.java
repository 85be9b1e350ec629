package dev.sluice.source.scratch;

import dev.sluice.schema.Column;
import dev.sluice.schema.CompositeType;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.ConstraintKind;
import dev.sluice.schema.Definition;
import dev.sluice.schema.Domain;
import dev.sluice.schema.EnumType;
import dev.sluice.schema.Extension;
import dev.sluice.schema.Function;
import dev.sluice.schema.Index;
import dev.sluice.schema.MaterializedView;
import dev.sluice.schema.Partitioning;
import dev.sluice.schema.Policy;
import dev.sluice.schema.Schema;
import dev.sluice.schema.SchemaObject;
import dev.sluice.schema.Sequence;
import dev.sluice.schema.Table;
import dev.sluice.schema.Trigger;
import dev.sluice.schema.Unsupported;
import dev.sluice.schema.View;
import java.util.regex.Pattern;

/// Which objects print the same however often they are loaded and read back: those without an
/// expression, or whose expressions are a constant, `now()` and its like, or a sequence's next
/// value.
final class Stable {
    private static final Pattern CONSTANT_OR_CALL =
            Pattern.compile(
                    "(?:NULL|true|false|-?\\d+(?:\\.\\d+)?|'(?:[^'\\\\]|'')*'"
                            + "|CURRENT_(?:DATE|TIMESTAMP|USER)|[a-z_][a-z_0-9.]*\\(\\)"
                            + "|nextval\\('(?:[^'\\\\]|'')*'::regclass\\))"
                            + "(?:::[a-z_][a-z_0-9 .\"]*(?:\\[\\])?)?");

    private Stable() {}

    static boolean is(SchemaObject object) {
        return switch (object) {
            case Schema _, EnumType _, Extension _, Sequence _, CompositeType _, Unsupported _ ->
                    true;
            case Table t -> isStable(t);
            case Index i -> i.predicate() == null && namesColumnsOnly(i.definition());
            case Definition d ->
                    switch (d.id().kind()) {
                        case RULE, STATISTICS, PUBLICATION_MEMBER -> false;
                        default -> true;
                    };
            case Domain _, Function _, View _, MaterializedView _, Policy _, Trigger _ -> false;
        };
    }

    private static boolean isStable(Table t) {
        return t.partitioning().equals(Partitioning.NONE)
                && t.columns().stream().allMatch(Stable::isStable)
                && t.constraints().stream().allMatch(Stable::isStable);
    }

    private static boolean isStable(Column c) {
        String value = c.defaultExpression();
        return c.generated() == null
                && (value == null || CONSTANT_OR_CALL.matcher(value).matches());
    }

    private static boolean isStable(Constraint c) {
        return c.kind() != ConstraintKind.CHECK && c.kind() != ConstraintKind.EXCLUSION;
    }

    private static boolean namesColumnsOnly(String definition) {
        return definition.indexOf('(') == definition.lastIndexOf('(');
    }
}
