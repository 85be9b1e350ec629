package dev.sluice.schema;

/// A name inside a schema; also carries columns' and constraints' owners.
public record QualifiedName(Identifier schema, Identifier name)
        implements Comparable<QualifiedName> {
    public static QualifiedName of(String schema, String name) {
        return new QualifiedName(Identifier.of(schema), Identifier.of(name));
    }

    public String quoted() {
        return schema.quoted() + "." + name.quoted();
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
