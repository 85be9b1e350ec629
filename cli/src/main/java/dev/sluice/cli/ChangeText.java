package dev.sluice.cli;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A change as the server describes it, for people: the state sentence first.
final class ChangeText {
    private ChangeText() {}

    static void show(Shell shell, JsonNode view, boolean json) {
        if (json) {
            shell.data(view instanceof ObjectNode tree ? Json.text(tree) : view.toString());
            return;
        }
        shell.say(shell.bold(head(view)));
        String sentence = view.path("sentence").asString("");
        if (!sentence.isEmpty()) shell.say(sentence);
        for (JsonNode lane : view.path("lanes")) {
            shell.say(
                    "  %-14s %s"
                            .formatted(
                                    lane.path("environment").asString(""),
                                    lane.path("state").asString("")));
            for (JsonNode run : lane.path("runs"))
                shell.say(
                        "    %-14s %s %s"
                                .formatted(
                                        run.path("database").asString(""),
                                        run.path("state").asString(""),
                                        run.path("reason").asString("")));
            for (JsonNode blocker : lane.path("blockers"))
                shell.say("    waits: " + blocker.path("words").asString(blocker.toString()));
        }
        for (JsonNode check : view.path("checks"))
            if (!check.path("state").asString("").equalsIgnoreCase("passed"))
                shell.say(
                        "  check "
                                + check.path("kind").asString("")
                                + ": "
                                + check.path("words").asString(""));
    }

    static String head(JsonNode view) {
        JsonNode change = view.has("change") ? view.path("change") : view;
        JsonNode revision = view.path("revision");
        String digest = revision.path("digest").asString("");
        return "#"
                + change.path("number").asInt()
                + " "
                + change.path("title").asString("")
                + (revision.isMissingNode() ? "" : "  rev " + revision.path("number").asInt())
                + (digest.isEmpty() ? "" : " " + digest.substring(0, Math.min(6, digest.length())));
    }

    static String state(JsonNode view) {
        JsonNode change = view.has("change") ? view.path("change") : view;
        return change.path("state")
                .asString("")
                .toUpperCase(java.util.Locale.ROOT)
                .replace(' ', '_');
    }
}
