package dev.sluice.source.drizzle;

/// The door: loads a Drizzle schema. The schema's code runs with the rights of the user, exactly as
/// under drizzle-kit.
public final class Drizzle {
    private Drizzle() {}

    public static DrizzleLoaded load(DrizzleProject project) {
        throw new UnsupportedOperationException();
    }
}
