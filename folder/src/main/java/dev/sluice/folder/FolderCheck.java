package dev.sluice.folder;

import dev.sluice.source.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Everything that can be wrong with the files of a folder and be seen without running them.
final class FolderCheck {
    private static final Pattern SECRET =
            Pattern.compile(
                    "(?i)(postgres(?:ql)?://[^\\s:/@'\"]+:[^\\s@'\"]+@"
                            + "|\\bpassword\\s+'[^']+'"
                            + "|\\bpassword\\s*=\\s*\\w+"
                            + "|AKIA[0-9A-Z]{16}"
                            + "|-----BEGIN [A-Z ]*PRIVATE KEY-----"
                            + "|\\bgh[pousr]_[A-Za-z0-9]{30,}"
                            + "|\\bsk_live_[A-Za-z0-9]{16,})");

    private final Path folder;
    private final List<Finding> findings = new ArrayList<>();

    private FolderCheck(Path folder) {
        this.folder = folder;
    }

    static List<Finding> of(Path folder) {
        if (!Files.isDirectory(folder)) return List.of();
        var check = new FolderCheck(folder);
        check.run();
        return List.copyOf(check.findings);
    }

    private void run() {
        FolderWriter.recover(folder);
        Journal journal;
        try {
            journal = Journal.read(folder);
        } catch (FolderBroken e) {
            e.problems()
                    .forEach(p -> findings.add(new Finding(Finding.Severity.ERROR, "journal", p)));
            return;
        }
        Set<String> sql = sqlFiles();
        if (!Files.exists(folder.resolve(Journal.FILE)) && !sql.isEmpty())
            error(
                    "journal",
                    Journal.FILE,
                    "the journal is missing, but there are migrations: "
                            + String.join(", ", sql)
                            + ".",
                    "Restore it from version control.");
        entries(journal.entries());
        files(journal.entries(), sql);
        snapshots(journal.entries());
        proofs();
        secrets();
    }

    private void entries(List<Journal.Entry> entries) {
        var indexes = new HashMap<Integer, String>();
        var tags = new HashSet<String>();
        var prefixes = new HashMap<String, String>();
        Journal.Entry last = null;
        for (Journal.Entry e : entries) {
            String twin = indexes.putIfAbsent(e.idx(), e.tag());
            if (twin != null)
                error(
                        "duplicate-number",
                        Journal.FILE,
                        "%s and %s both have idx %d.".formatted(twin, e.tag(), e.idx()),
                        REGENERATE);
            String sibling = prefixes.putIfAbsent(MigrationsFolder.prefix(e.tag()), e.tag());
            if (!tags.add(e.tag()))
                error(
                        "duplicate-tag",
                        Journal.FILE,
                        "%s stands there twice.".formatted(e.tag()),
                        REGENERATE);
            else if (sibling != null && twin == null)
                error(
                        "duplicate-number",
                        Journal.FILE,
                        "%s and %s have the same number.".formatted(sibling, e.tag()),
                        REGENERATE);
            if (last != null && e.when() <= last.when())
                error(
                        "time-order",
                        Journal.FILE,
                        "%s (when %d) does not lie behind %s (when %d): drizzle-orm would skip it without a word."
                                .formatted(e.tag(), e.when(), last.tag(), last.when()),
                        "Raise its `when` above that of its predecessor, before any database has it.");
            last = e;
        }
    }

    private static final String REGENERATE =
            "Two branches made the same number: remove the newer migration's files and entry, then"
                    + " generate it again on top.";

    private void files(List<Journal.Entry> entries, Set<String> sql) {
        var orphans = new TreeSet<>(sql);
        for (Journal.Entry e : entries) {
            if (!orphans.remove(e.tag() + ".sql") && !sql.contains(e.tag() + ".sql"))
                error(
                        "missing-file",
                        e.tag() + ".sql",
                        "the journal names this file and it is missing.",
                        "Restore it from version control.");
        }
        for (String name : orphans)
            error(
                    "orphan-file",
                    name,
                    "the journal does not name this file, so it never runs.",
                    "Delete it, or add its entry to the journal if it was lost in a merge.");
        Set<String> tags = new HashSet<>();
        entries.forEach(e -> tags.add(e.tag()));
        for (String name : names(folder))
            for (String suffix : List.of(".down.sql", ".proof.json"))
                if (name.endsWith(suffix)
                        && !tags.contains(name.substring(0, name.length() - suffix.length())))
                    error(
                            "orphan-file",
                            name,
                            "there is no migration for this file.",
                            "Delete it.");
    }

    private void snapshots(List<Journal.Entry> entries) {
        Path meta = folder.resolve("meta");
        var parents = new HashMap<String, String>();
        Set<String> expected = new HashSet<>();
        entries.forEach(e -> expected.add(MigrationsFolder.prefix(e.tag()) + "_snapshot.json"));
        for (String name : names(meta)) {
            if (name.equals("_journal.json")) continue;
            if (!name.endsWith("_snapshot.json")) {
                warning(
                        "meta",
                        "meta/" + name,
                        "this is no snapshot; drizzle-kit stumbles over files that it does not know here.",
                        "Move it out of meta/.");
                continue;
            }
            if (!expected.contains(name))
                error(
                        "orphan-file",
                        "meta/" + name,
                        "no entry of the journal belongs to this snapshot; drizzle-kit would start from it.",
                        "Delete it, or restore the journal.");
            snapshot("meta/" + name, MigrationsFolder.text(meta.resolve(name)).orElse(""), parents);
        }
        for (String name : expected)
            if (!Files.exists(meta.resolve(name)))
                warning(
                        "missing-snapshot",
                        "meta/" + name,
                        "this snapshot is missing.",
                        "Restore it from version control; the next `sluice generate` writes one again.");
    }

    private void snapshot(String name, String text, Map<String, String> parents) {
        if (text.contains("<<<<<<<")) {
            error(
                    "conflict",
                    name,
                    "this snapshot holds the conflict markers of an unfinished merge.",
                    "Take the file of the branch that is merged already, then generate yours again.");
            return;
        }
        JsonNode tree;
        try {
            tree = JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            error(
                    "snapshot",
                    name,
                    "this snapshot is not JSON.",
                    "Restore it from version control.");
            return;
        }
        JsonNode parent = tree.get("prevId");
        if (parent == null) return;
        String twin = parents.putIfAbsent(parent.asString(""), name);
        if (twin != null)
            error(
                    "two-heads",
                    name,
                    "it and %s follow the same snapshot: the folder has two heads.".formatted(twin),
                    REGENERATE);
    }

    private void proofs() {
        MigrationsFolder open;
        try {
            open = MigrationsFolder.open(folder);
        } catch (FolderBroken e) {
            for (Problem p : e.problems())
                if (p.file().endsWith(".proof.json"))
                    findings.add(new Finding(Finding.Severity.ERROR, "proof", p));
            return;
        }
        List<Migration> all = open.migrations();
        for (int i = 0; i < all.size(); i++) {
            Migration m = all.get(i);
            if (m.proof().isEmpty()) continue;
            ProofFile proof = m.proof().get();
            if (!proof.digest().equals(m.digest()))
                error(
                        "edited",
                        m.fileName(),
                        "this migration or its way back was edited after it was proven.",
                        "Take the edit back, or run `sluice check --prove` to prove it as it is now.");
            else if (!proof.base().equals(open.chain(i)))
                error(
                        "stale-proof",
                        m.tag() + ".proof.json",
                        "a file before " + m.tag() + " changed since this was proven.",
                        "Take that edit back, or run `sluice check --prove`.");
        }
    }

    private void secrets() {
        for (String name : names(folder)) {
            if (!name.endsWith(".sql") && !name.endsWith(".json")) continue;
            List<String> lines =
                    MigrationsFolder.text(folder.resolve(name)).orElse("").lines().toList();
            for (int i = 0; i < lines.size(); i++)
                if (SECRET.matcher(lines.get(i)).find())
                    findings.add(
                            new Finding(
                                    Finding.Severity.ERROR,
                                    "secret",
                                    new Problem(
                                            name,
                                            i + 1,
                                            0,
                                            "this line looks like a password or key (not shown).",
                                            "Take it out, change the secret: it is in the history of"
                                                    + " every clone.")));
        }
    }

    private Set<String> sqlFiles() {
        var names = new TreeSet<String>();
        for (String name : names(folder))
            if (name.endsWith(".sql") && !name.endsWith(".down.sql")) names.add(name);
        return names;
    }

    private static List<String> names(Path directory) {
        if (!Files.isDirectory(directory)) return List.of();
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(f -> f.getFileName().toString())
                    .filter(n -> !n.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void error(String rule, String file, String message, String fix) {
        findings.add(Finding.error(rule, file, message, fix));
    }

    private void warning(String rule, String file, String message, String fix) {
        findings.add(Finding.warning(rule, file, message, fix));
    }
}
