package dev.sluice.schema;

import org.jspecify.annotations.Nullable;

/// A name inside a schema; also carries columns' and constraints' owners.
public record QualifiedName(Identifier schema, Identifier name)
        implements Comparable<QualifiedName> {
    public static QualifiedName of(String schema, String name) {
        return new QualifiedName(Identifier.of(schema), Identifier.of(name));
    }

    public String quoted() {
        return schema.quoted() + "." + name.quoted();
    }

    // By hand, as in [Identifier].

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof QualifiedName q
                        && name.equals(q.name)
                        && schema.equals(q.schema);
    }

    @Override
    public int hashCode() {
        return schema.hashCode() * 31 + name.hashCode();
    }

    @Override
    public int compareTo(QualifiedName other) {
        int bySchema = schema.compareTo(other.schema);
        return bySchema != 0 ? bySchema : name.compareTo(other.name);
    }

    /// For people: `schema.name`.
    @Override
    public String toString() {
        return schema + "." + name;
    }
}
