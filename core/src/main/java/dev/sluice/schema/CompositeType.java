package dev.sluice.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A type of CREATE TYPE … AS (…), its attributes in their order.
public record CompositeType(
        QualifiedName name, List<Attribute> attributes, @Nullable String comment)
        implements SchemaObject {
    public CompositeType {
        attributes = List.copyOf(attributes);
    }

    @Override
    public ObjectId id() {
        return ObjectId.of(Kind.COMPOSITE, name);
    }
}
