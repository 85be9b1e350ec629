package dev.sluice.server.changes.web;

import dev.sluice.server.web.Badge;
import java.time.Instant;

/// A change in the list.
public record ChangeRow(
        String href,
        String number,
        String title,
        String project,
        String author,
        Badge badge,
        String sentence,
        Instant at) {}
