package dev.sluice.source.drizzle;

import dev.sluice.source.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What the loader or its process reports, in sentences.
final class Trouble {
    private final Path directory;
    private final List<String> patterns;

    Trouble(Path directory, List<String> patterns) {
        this.directory = directory;
        this.patterns = patterns;
    }

    List<Problem> of(Node.Answer answer) {
        return switch (answer) {
            case Node.Answer.Tree(JsonNode tree) -> errors(tree.path("errors"));
            case Node.Answer.Schema loaded -> errors(loaded.tree().path("errors"));
            case Node.Answer.NoNode(String looked) ->
                    one(
                            "a Drizzle schema is read by Node, and there is none " + looked + ".",
                            "Install Node 18 or newer, or name its program with --node.");
            case Node.Answer.TooLong(var limit) ->
                    one(
                            "loading the schema did not end within " + limit.toSeconds() + " s.",
                            "Look for a loop or a connection that is opened while it is imported.");
            case Node.Answer.Died(int exit, String words) ->
                    one(
                            "Node ended with "
                                    + exit
                                    + " before the schema was loaded"
                                    + (words.isEmpty() ? "." : ":\n" + words),
                            "");
        };
    }

    List<Problem> errors(JsonNode list) {
        var problems = new ArrayList<Problem>();
        for (JsonNode e : list) problems.add(problem(e));
        return problems;
    }

    private List<Problem> one(String message, String fix) {
        return List.of(new Problem("", 0, 0, message, fix));
    }

    private Problem problem(JsonNode e) {
        String file = shown(text(e, "file"));
        String message = sentence(text(e, "message"));
        String request = text(e, "request");
        if (text(e, "kind").equals("missing") && request.matches("drizzle-orm(/.*)?"))
            return noOrm(file, e);
        return switch (text(e, "kind")) {
            case "no-files" ->
                    new Problem(
                            "",
                            0,
                            0,
                            "no schema file matches "
                                    + String.join(", ", patterns)
                                    + " in "
                                    + directory
                                    + ".",
                            "Check `schema` in drizzle.config.ts or sluice.yaml.");
            case "no-orm" -> noOrm(file, e);
            case "await" ->
                    at(
                            e,
                            file,
                            "top-level await is not supported here.",
                            "Move it into a function.");
            case "missing" -> at(e, file, "cannot find module '" + request + "'.", looked(e));
            case "tsconfig" -> at(e, file, "the file does not parse: " + message, "");
            default -> at(e, file, message, text(e, "fix"));
        };
    }

    private Problem noOrm(String file, JsonNode e) {
        return at(
                e,
                file,
                "drizzle-orm is not installed where this file can find it.",
                "Run the project's package manager, for example `npm install`.");
    }

    private String looked(JsonNode e) {
        String config = text(e, "tsconfig");
        String start = "Is it installed, and is its name right?";
        return config.isEmpty() ? start : start + " `paths` of " + shown(config) + " were tried.";
    }

    private static Problem at(JsonNode e, String file, String message, String fix) {
        return new Problem(file, e.path("line").asInt(0), e.path("column").asInt(0), message, fix);
    }

    private static String sentence(String message) {
        return message.matches("(?s).*[.!?:]") || message.isEmpty() ? message : message + ".";
    }

    private static String text(JsonNode e, String key) {
        @Nullable JsonNode value = e.get(key);
        return value == null || value.isNull() ? "" : value.asString();
    }

    /// Relative to the project where the file is inside it.
    private String shown(String file) {
        if (file.isEmpty()) return file;
        Path path = Path.of(file);
        for (Path base : List.of(directory, real(directory)))
            if (path.startsWith(base)) return base.relativize(path).toString();
        return file;
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (java.io.IOException e) {
            return path;
        }
    }
}
