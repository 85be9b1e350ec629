package dev.sluice.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Labels in their sort order.
public record EnumType(QualifiedName name, List<String> labels, @Nullable String comment)
        implements SchemaObject {
    public EnumType {
        labels = List.copyOf(labels);
    }

    @Override
    public ObjectId id() {
        return ObjectId.of(Kind.ENUM, name);
    }
}
