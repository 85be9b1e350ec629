package dev.sluice.server.changes;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a newer revision does otherwise than the one that somebody looked at, in words.
final class RevisionDelta {
    private final Set<String> words = new LinkedHashSet<>();

    private RevisionDelta() {}

    static List<String> words(List<RevisionTarget> seen, List<RevisionTarget> now) {
        var delta = new RevisionDelta();
        Map<Long, RevisionTarget> before = byDatabase(seen);
        Map<Long, RevisionTarget> after = byDatabase(now);
        after.forEach((database, target) -> delta.target(before.get(database), target));
        before.forEach((database, target) -> {
            if (!after.containsKey(database))
                delta.words.add(target.database() + " is no longer a target");
        });
        return List.copyOf(delta.words);
    }

    private static Map<Long, RevisionTarget> byDatabase(List<RevisionTarget> targets) {
        var map = new LinkedHashMap<Long, RevisionTarget>();
        targets.forEach(t -> map.put(t.databaseId(), t));
        return map;
    }

    private void target(@Nullable RevisionTarget seen, RevisionTarget now) {
        if (seen == null) {
            words.add(now.database() + " is a new target");
            return;
        }
        Map<String, TargetMigration> before = byTag(seen);
        Map<String, TargetMigration> after = byTag(now);
        after.forEach((tag, m) -> migration(before.get(tag), m));
        before.keySet().stream()
                .filter(tag -> !after.containsKey(tag))
                .forEach(tag -> words.add(tag + " is gone"));
        if (seen.position() != now.position()
                || !seen.expectedFingerprint().equals(now.expectedFingerprint()))
            words.add(now.database() + " starts from another state");
    }

    private static Map<String, TargetMigration> byTag(RevisionTarget target) {
        var map = new LinkedHashMap<String, TargetMigration>();
        target.migrations().forEach(m -> map.put(m.tag(), m));
        return map;
    }

    private void migration(@Nullable TargetMigration seen, TargetMigration now) {
        if (seen == null) words.add(now.tag() + " is new");
        else if (!seen.statements().equals(now.statements()))
            words.add(now.tag() + " has other statements");
        else if (!Objects.equals(seen.down(), now.down()))
            words.add(now.tag() + " has another way back");
    }
}
