package dev.sluice.server.changes.web;

import dev.sluice.server.audit.AuditEvent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An audit event of a change as a line that a person would say.
final class ActivityWords {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ActivityWords() {}

    static ChangeView.ActivityLine of(AuditEvent event) {
        JsonNode detail = JSON.readTree(event.detail());
        return new ChangeView.ActivityLine(
                event.personId() == 0
                        ? "Sluice"
                        : event.person() + (event.tokenId() == null ? "" : " (by token)"),
                what(event.action(), detail),
                comment(detail),
                event.at(),
                event.personId() == 0);
    }

    private static String what(String action, JsonNode detail) {
        String environment = text(detail, "environment");
        return switch (action) {
            case "change.opened" -> "opened the change";
            case "change.revised" ->
                    "made revision "
                            + text(detail, "revision")
                            + (shortened(detail).isEmpty() ? "" : ", digest " + shortened(detail));
            case "change.proven" ->
                    "proved revision %s, digest %s"
                            .formatted(text(detail, "revision"), shortened(detail));
            case "change.approved" ->
                    "approved %s for %s".formatted(shortened(detail), environment);
            case "change.sent_back" -> "sent the change back";
            case "change.commented" -> "commented";
            case "change.checks_asked" -> "asked for all checks again";
            case "change.closed" -> "closed the change";
            case "rollout.started" -> "started " + environment;
            case "rollout.stopped", "rollout.stop_asked" -> "asked to stop " + environment;
            case "rollout.scheduled" -> "let " + environment + " start when it opens";
            case "rollout.unscheduled" -> "called off the start of " + environment;
            case "rollout.held" -> "held " + environment + " until it opens again";
            case "rollout.retried" -> "tried again in " + environment;
            case "rollout.resumed" -> "let " + environment + " go on";
            case "rollout.undone", "rollout.undo_started" -> "began the undo";
            case "break_glass.asked" -> "asked for an emergency start of " + environment;
            case "break_glass.confirmed" -> "confirmed the emergency start of " + environment;
            case "run.started" -> "began the run" + place(detail);
            case "run.ended" -> "ended the run" + place(detail) + outcome(detail);
            case "stage.done" -> "finished " + environment;
            case "stage.failed" -> "stopped at a failure in " + environment;
            case "change.done" -> "brought the change to its end";
            default -> action.replace('.', ' ').replace('_', ' ') + place(detail);
        };
    }

    private static String place(JsonNode detail) {
        String database = text(detail, "database");
        String environment = text(detail, "environment");
        if (!database.isEmpty()) {
            return " on " + database;
        }
        return environment.isEmpty() ? "" : " in " + environment;
    }

    private static String outcome(JsonNode detail) {
        String outcome = text(detail, "outcome");
        return outcome.isEmpty() ? "" : ", " + outcome;
    }

    private static @Nullable String comment(JsonNode detail) {
        String text = text(detail, "text");
        String reason = text(detail, "reason");
        if (!text.isEmpty()) {
            return text;
        }
        return reason.isEmpty() ? null : reason;
    }

    private static String shortened(JsonNode detail) {
        String digest = text(detail, "digest");
        return digest.substring(0, Math.min(12, digest.length()));
    }

    private static String text(JsonNode detail, String field) {
        JsonNode value = detail.get(field);
        return value == null || value.isNull() ? "" : value.asString("");
    }
}
