package dev.sluice.schema;

import org.jspecify.annotations.Nullable;

/// The identity of an object or of a part of one. `schema` is empty for what stands in none
/// (schemas, extensions); `name` of a function carries its argument types: `f(integer, text)`;
/// `member` is empty unless [Kind] is a member.
public record ObjectId(Kind kind, String schema, String name, String member)
        implements Comparable<ObjectId> {
    public static ObjectId of(Kind kind, QualifiedName name) {
        return new ObjectId(kind, name.schema().text(), name.name().text(), "");
    }

    public static ObjectId member(Kind kind, QualifiedName owner, Identifier member) {
        return new ObjectId(kind, owner.schema().text(), owner.name().text(), member.text());
    }

    // By hand: what a record brings is linked at its first use, which every command would pay for.

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof ObjectId id
                        && kind == id.kind
                        && name.equals(id.name)
                        && member.equals(id.member)
                        && schema.equals(id.schema);
    }

    @Override
    public int hashCode() {
        return ((kind.ordinal() * 31 + schema.hashCode()) * 31 + name.hashCode()) * 31
                + member.hashCode();
    }

    /// For people: `column public.users.email`, `table public.users`, `schema billing`.
    public String words() {
        if (kind == Kind.OWNER) return "owner of " + name;
        if (kind == Kind.GRANT) return "grant on " + name;
        if (kind == Kind.SETTING) return name;
        if (kind == Kind.INHERITANCE)
            return "table " + schema + "." + name + ": inherits " + member;
        String place = schema.isEmpty() ? name : schema + "." + name;
        return kind.words() + " " + (member.isEmpty() ? place : place + "." + member);
    }

    @Override
    public int compareTo(ObjectId other) {
        int c = kind.ordinal() - other.kind.ordinal();
        if (c == 0 && !schema.equals(other.schema)) c = schema.compareTo(other.schema);
        if (c == 0) c = name.compareTo(other.name);
        return c != 0 ? c : member.compareTo(other.member);
    }

    @Override
    public String toString() {
        return words();
    }
}
