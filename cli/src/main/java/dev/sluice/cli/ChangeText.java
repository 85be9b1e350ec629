package dev.sluice.cli;

import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A change as the server describes it, for people: the state sentence first.
final class ChangeText {
    private ChangeText() {}

    /// Where it stands now; of the checks, what says no.
    static void show(Shell shell, JsonNode view, boolean json) {
        if (json) {
            shell.data(view instanceof ObjectNode tree ? Json.text(tree) : view.toString());
            return;
        }
        stand(shell, view);
        int warnings = 0;
        for (JsonNode check : view.path("checks"))
            switch (check.path("state").asString("").toLowerCase(Locale.ROOT)) {
                case "passed" -> {}
                case "warning" -> warnings++;
                default -> say(shell, check);
            }
        if (warnings > 0)
            shell.say(
                    "  %d %s: sluice show %d"
                            .formatted(
                                    warnings,
                                    warnings == 1 ? "check warns" : "checks warn",
                                    view.path("change").path("number").asInt()));
    }

    /// With all that its checks have to say.
    static void showAll(Shell shell, JsonNode view, boolean json) {
        if (json) {
            show(shell, view, true);
            return;
        }
        stand(shell, view);
        for (JsonNode check : view.path("checks"))
            if (!check.path("state").asString("").equalsIgnoreCase("passed")) say(shell, check);
    }

    private static void stand(Shell shell, JsonNode view) {
        shell.say(shell.bold(head(view)));
        String sentence = view.path("sentence").asString("");
        if (!sentence.isEmpty()) shell.say(sentence);
        for (JsonNode lane : view.path("lanes")) {
            shell.say(
                    "  %-14s %s"
                            .formatted(
                                    lane.path("environment").asString(""),
                                    lane.path("state").asString("")));
            if (lane.has("startsWhenOpen"))
                shell.say(
                        "    starts or goes on by itself when it opens ("
                                + lane.path("startsWhenOpen").asString("")
                                + ")");
            for (JsonNode run : lane.path("runs"))
                shell.say("    %-14s %s".formatted(run.path("database").asString(""), words(run)));
            for (JsonNode blocker : lane.path("blockers"))
                shell.say("    waits: " + blocker.path("words").asString(blocker.toString()));
        }
    }

    private static String words(JsonNode run) {
        String state = run.path("state").asString("");
        String reason = run.path("reason").asString("");
        String words =
                switch (state) {
                    case "failed_nothing" -> "failed (nothing changed)";
                    case "failed_partly" -> "failed (partly applied)";
                    default -> state;
                };
        return reason.isEmpty() ? words : words + ": " + reason;
    }

    private static void say(Shell shell, JsonNode check) {
        shell.say(
                "  check %s on %s: %s"
                        .formatted(
                                check.path("kind").asString(""),
                                check.path("database").asString(""),
                                check.path("words").asString("").replace("\n", "\n    ")));
    }

    /// What each migration does, in words, and what its proof found.
    static void proofs(Shell shell, JsonNode view) {
        for (JsonNode proof : view.path("proofs")) {
            shell.say(
                    "  "
                            + proof.path("tag").asString("")
                            + ": "
                            + proof.path("verdict").asString(""));
            proof.path("differences").forEach(d -> shell.say("    " + d.asString("")));
            proof.path("reasons").forEach(r -> shell.say("    not proven: " + r.asString("")));
            for (JsonNode hazard : proof.path("hazards"))
                shell.say(
                        "    ! %s, %s: %s"
                                .formatted(
                                        hazard.path("kind").asString(""),
                                        hazard.path("object").asString(""),
                                        hazard.path("why").asString("")));
        }
    }

    /// Data, unlike the rest: the statements for each database, as they will run.
    static void statements(Shell shell, JsonNode view) {
        for (JsonNode target : view.path("targets")) {
            shell.data("-- " + Shell.safe(target.path("database").asString("")));
            for (JsonNode migration : target.path("migrations")) {
                shell.data("-- " + Shell.safe(migration.path("tag").asString("")));
                int number = 0;
                for (JsonNode statement : migration.path("statements")) {
                    says(shell, migration, number++);
                    shell.data(Shell.safe(ended(statement.asString(""))));
                }
                migration
                        .path("down")
                        .forEach(s ->
                                shell.data(
                                        "-- way back: "
                                                + Shell.safe(ended(s.asString("")))
                                                        .replace("\n", "\n--   ")));
            }
        }
    }

    private static void says(Shell shell, JsonNode migration, int number) {
        for (JsonNode form : migration.path("forms"))
            if (form.path("first").asInt(-1) == number)
                shell.data(
                        "-- the file says: "
                                + Shell.safe(ended(form.path("says").asString("")))
                                        .replace("\n", "\n--   ")
                                + "\n-- Sluice runs it by the online form:");
    }

    private static String ended(String statement) {
        String text = statement.strip();
        return text.endsWith(";") ? text : text + ";";
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
        return change.path("state").asString("").toUpperCase(Locale.ROOT).replace(' ', '_');
    }
}
