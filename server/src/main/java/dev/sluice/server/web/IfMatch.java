package dev.sluice.server.web;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The header If-Match of a write: the versions that the caller has seen. Without it every version
/// is right.
public record IfMatch(@Nullable String header) {
    boolean isGiven() {
        return header != null && !header.strip().equals("*");
    }

    /// Strong comparison (RFC 9110, 13.1.1): a weak tag never matches.
    boolean takes(String tag) {
        return header == null
                || header.strip().equals("*")
                || Arrays.stream(header.split(",")).map(String::strip).anyMatch(tag::equals);
    }
}
