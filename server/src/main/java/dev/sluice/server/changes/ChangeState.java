package dev.sluice.server.changes;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/// Where a change stands. A change is APPROVED when its first environment is; later stages wait for
/// their own approval.
public enum ChangeState {
    DRAFT,
    IN_REVIEW,
    APPROVED,
    ROLLING_OUT,
    DONE,
    NEEDS_DECISION,
    REVERTED,
    CLOSED;

    /// As the metadata and the API spell it: `in_review`.
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// For people: `In review`.
    public String words() {
        String w = text().replace('_', ' ');
        return Character.toUpperCase(w.charAt(0)) + w.substring(1);
    }

    public static ChangeState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /// Whether it can still run, so that later changes count on it.
    public boolean isOpen() {
        return switch (this) {
            case DRAFT, IN_REVIEW, APPROVED, ROLLING_OUT, NEEDS_DECISION -> true;
            case DONE, REVERTED, CLOSED -> false;
        };
    }

    /// As the metadata spells them: those in which a change [is open][#isOpen], or the others.
    static String[] texts(boolean open) {
        return Arrays.stream(values())
                .filter(s -> s.isOpen() == open)
                .map(ChangeState::text)
                .toArray(String[]::new);
    }
}
