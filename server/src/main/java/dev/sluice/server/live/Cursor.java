package dev.sluice.server.live;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A place in the outbox: everything up to it is known. As an event's id: `7312-55`.
public record Cursor(long transaction, long id) implements Comparable<Cursor> {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})");

    static Optional<Cursor> of(String text) {
        Matcher m = TEXT.matcher(text);
        return m.matches()
                ? Optional.of(new Cursor(Long.parseLong(m.group(1)), Long.parseLong(m.group(2))))
                : Optional.empty();
    }

    @Override
    public int compareTo(Cursor other) {
        int byTransaction = Long.compare(transaction, other.transaction);
        return byTransaction == 0 ? Long.compare(id, other.id) : byTransaction;
    }

    @Override
    public String toString() {
        return transaction + "-" + id;
    }
}
