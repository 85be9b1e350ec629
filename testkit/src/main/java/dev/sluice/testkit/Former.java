package dev.sluice.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// A schema, and the catalog of it that a version kept whose form was `c1`: written by that
/// version, from a database of PostgreSQL 18.
public final class Former {
    /// Which that version gave to the catalog.
    public static final String FINGERPRINT =
            "c1-pg18:babab79d4e4f8e7b689b6faa9da64d21fa1821d4c59ac1d539f8eb4a31a8fd21";

    private Former() {}

    public static String sql() {
        return text("former.sql");
    }

    public static String catalog() {
        return text("former.c1.json");
    }

    private static String text(String name) {
        try (var in = Former.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
