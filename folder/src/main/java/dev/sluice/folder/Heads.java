package dev.sluice.folder;

import dev.sluice.source.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds where a folder forks, by numbers and by the parents that snapshots name. Reads no snapshot
/// as JSON: each run of `generate` looks here, and snapshots are large.
final class Heads {
    private static final Pattern PARENT = Pattern.compile("\"prevId\"\\s*:\\s*\"([^\"]+)\"");
    private static final String FIX =
            "Two branches went on from the same state: remove the newer migration's files and entry,"
                    + " then generate it again on top.";

    private Heads() {}

    static List<Problem> of(MigrationsFolder folder) {
        var problems = new ArrayList<Problem>();
        var numbers = new HashMap<Integer, String>();
        var parents = new HashMap<String, String>();
        for (Migration m : folder.migrations()) {
            String twin = numbers.putIfAbsent(m.idx(), m.tag());
            if (twin != null) {
                problems.add(
                        problem(
                                Journal.FILE,
                                "%s and %s both have idx %d: the folder has two heads."
                                        .formatted(twin, m.tag(), m.idx())));
                continue;
            }
            Path file = folder.snapshotOf(m);
            Optional<String> parent = parent(file);
            if (parent.isEmpty()) continue;
            String sibling = parents.putIfAbsent(parent.get(), file.getFileName().toString());
            if (sibling != null)
                problems.add(
                        problem(
                                "meta/" + file.getFileName(),
                                "it and %s follow the same snapshot: the folder has two heads."
                                        .formatted(sibling)));
        }
        return problems;
    }

    private static Optional<String> parent(Path snapshot) {
        return MigrationsFolder.text(snapshot)
                .map(PARENT::matcher)
                .filter(Matcher::find)
                .map(m -> m.group(1));
    }

    private static Problem problem(String file, String message) {
        return new Problem(file, 0, 0, message, FIX);
    }
}
