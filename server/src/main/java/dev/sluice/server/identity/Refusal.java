package dev.sluice.server.identity;

import org.jspecify.annotations.Nullable;

/// What a person wrote can't be taken; the message is a whole sentence for them (422). `field` says
/// where it stands, as `rules[0].steps`, where one value alone is to blame.
public final class Refusal extends RuntimeException {
    private final @Nullable String field;

    public Refusal(String message) {
        this(null, message);
    }

    public Refusal(@Nullable String field, String message) {
        super(message);
        this.field = field;
    }

    /// `rules[0].steps: has to be a list.`
    public static Refusal at(String field, String words) {
        return new Refusal(field, field + ": " + words);
    }

    public @Nullable String field() {
        return field;
    }
}
