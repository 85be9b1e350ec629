package dev.sluice.server.changes.web;

import dev.sluice.server.changes.ChangeState;
import dev.sluice.server.web.Badge;

/// States as shape, word and colour.
public final class Badges {
    private Badges() {}

    static Badge of(ChangeState state) {
        String words = state.words();
        return switch (state) {
            case DRAFT -> Badge.plain(words);
            case IN_REVIEW -> Badge.review(words);
            case APPROVED, DONE -> Badge.ok(words);
            case ROLLING_OUT -> Badge.running(words);
            case NEEDS_DECISION -> Badge.bad(words);
            case REVERTED -> Badge.back(words);
            case CLOSED -> Badge.plain(words);
        };
    }

    public static Badge run(String state) {
        return switch (state) {
            case "queued" -> Badge.waiting("Queued");
            case "waiting" -> Badge.waiting("Waiting");
            case "running" -> Badge.running("Running");
            case "applied" -> Badge.ok("Applied");
            case "failed_nothing" -> Badge.bad("Failed (nothing changed)");
            case "failed_partly" -> Badge.bad("Failed (partly applied)");
            case "unknown" -> Badge.ask("Unknown");
            case "skipped" -> Badge.plain("Skipped");
            case "reverted" -> Badge.back("Reverted");
            default -> Badge.plain(state);
        };
    }

    static Badge stage(String state) {
        return switch (state) {
            case "waiting" -> Badge.waiting("Waiting");
            case "running" -> Badge.running("Running");
            case "done" -> Badge.ok("Done");
            case "failed" -> Badge.bad("Failed");
            case "stopped" -> Badge.ask("Stopped");
            default -> Badge.plain(state);
        };
    }

    static Badge check(String state) {
        return switch (state) {
            case "ok" -> Badge.ok("ok");
            case "warning" -> Badge.warn("note");
            case "error" -> Badge.bad("error");
            default -> Badge.waiting("running");
        };
    }

    static Badge proof(String verdict) {
        return switch (verdict) {
            case "proven with rows" -> Badge.ok("Proven with rows");
            case "proven for the schema" -> Badge.ok("Proven for the schema");
            case "not proven" -> Badge.warn("Not proven");
            default -> Badge.waiting("Not proven yet");
        };
    }
}
