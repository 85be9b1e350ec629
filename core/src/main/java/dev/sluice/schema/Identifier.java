package dev.sluice.schema;

/// A name as PostgreSQL stores it. The one place that quotes identifiers (PostgreSQL manual, 4.1.1
/// Identifiers and Key Words).
public record Identifier(String text) implements Comparable<Identifier> {
    public Identifier {
        if (text.isEmpty()) throw new IllegalArgumentException("a name cannot be empty");
        if (text.indexOf('\0') >= 0) throw new IllegalArgumentException("a name cannot hold NUL");
    }

    public static Identifier of(String text) {
        return new Identifier(text);
    }

    /// Always quoted, so that no keyword, case or character needs thought.
    public String quoted() {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    @Override
    public int compareTo(Identifier other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
