package dev.sluice.folder;

import dev.sluice.source.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The door to a migrations folder: an immutable view of the files as they stood when it was
/// opened. A folder that does not exist yet is one without migrations.
public final class MigrationsFolder {
    private final Path path;
    private final Journal journal;
    private final List<Migration> migrations;

    private MigrationsFolder(Path path, Journal journal, List<Migration> migrations) {
        this.path = path;
        this.journal = journal;
        this.migrations = List.copyOf(migrations);
    }

    /// Finishes or takes back what a killed writer left behind, then reads.
    ///
    /// @throws FolderBroken when the journal cannot be read or names a file that is missing
    public static MigrationsFolder open(Path path) {
        Path folder = path.toAbsolutePath().normalize();
        FolderWriter.recover(folder);
        Journal journal = Journal.read(folder);
        return new MigrationsFolder(folder, journal, read(folder, journal));
    }

    private static List<Migration> read(Path folder, Journal journal) {
        var migrations = new ArrayList<Migration>();
        var missing = new ArrayList<Problem>();
        for (Journal.Entry e : journal.entries()) {
            Path file = folder.resolve(e.tag() + ".sql");
            if (Files.isRegularFile(file)) migrations.add(read(folder, e, missing));
            else
                missing.add(
                        new Problem(
                                file.toString(),
                                0,
                                0,
                                "the journal names this file and it is missing.",
                                "Restore it from version control. Nothing was changed."));
        }
        if (!missing.isEmpty()) throw new FolderBroken(missing);
        return migrations;
    }

    private static Migration read(Path folder, Journal.Entry e, List<Problem> problems) {
        Optional<ProofFile> proof = Optional.empty();
        Optional<String> proofText = text(folder.resolve(e.tag() + ".proof.json"));
        if (proofText.isPresent()) {
            try {
                proof = Optional.of(ProofFile.parse(proofText.get()));
            } catch (RuntimeException broken) {
                problems.add(
                        new Problem(
                                folder.resolve(e.tag() + ".proof.json").toString(),
                                0,
                                0,
                                "this proof cannot be read.",
                                "Restore it from version control, or delete it: the migration then"
                                        + " counts as not proven."));
            }
        }
        return Migration.of(
                e.idx(),
                e.tag(),
                e.when(),
                text(folder.resolve(e.tag() + ".sql")).orElseThrow(),
                text(folder.resolve(e.tag() + ".down.sql")),
                proof);
    }

    static Optional<String> text(Path file) {
        if (!Files.isRegularFile(file)) return Optional.empty();
        try {
            return Optional.of(Files.readString(file));
        } catch (java.nio.charset.MalformedInputException e) {
            throw FolderBroken.of(
                    new Problem(
                            file.toString(), 0, 0, "this file is not UTF-8.", "Save it as UTF-8."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path path() {
        return path;
    }

    public List<Migration> migrations() {
        return migrations;
    }

    public Optional<Migration> last() {
        return migrations.isEmpty() ? Optional.empty() : Optional.of(migrations.getLast());
    }

    public Optional<Migration> migration(String tagOrNumber) {
        return migrations.stream()
                .filter(m -> m.tag().equals(tagOrNumber) || prefix(m.tag()).equals(tagOrNumber))
                .findFirst();
    }

    /// The snapshot file of the last migration that has one.
    public Optional<Path> lastSnapshot() {
        for (Migration m : migrations.reversed()) {
            Path file = snapshotOf(m);
            if (Files.isRegularFile(file)) return Optional.of(file);
        }
        return Optional.empty();
    }

    public Path snapshotOf(Migration migration) {
        return path.resolve("meta/" + prefix(migration.tag()) + "_snapshot.json");
    }

    /// The digest of all that the first `count` migrations run: what a proof stands on.
    public String chain(int count) {
        return Digests.chain(migrations.subList(0, count));
    }

    /// The tag that a new migration of this name gets.
    public String nextTag(String name) {
        return "%04d_%s".formatted(nextIdx(), name);
    }

    int nextIdx() {
        int next = 0;
        for (Migration m : migrations) next = Math.max(next, m.idx() + 1);
        return next;
    }

    /// The places where two branches went on from the same state; what would be written after them
    /// has no one predecessor.
    public List<Problem> twoHeads() {
        return Heads.of(this);
    }

    /// Adds a migration: all of its files, or none, whenever the process dies. Returns the folder
    /// as it is then.
    ///
    /// @throws FolderBroken when a file of that name stands there already, or another process wrote
    ///   to the folder since it was opened
    public MigrationsFolder write(NewMigration migration) {
        append(migration);
        return open(path);
    }

    /// The same; this folder is then one behind what stands on disk.
    public void append(NewMigration migration) {
        new FolderWriter(this).write(migration);
    }

    /// Whether the migration at `index` has a proof of just these files.
    public boolean isProven(int index) {
        Migration m = migrations.get(index);
        return m.proof()
                .filter(p -> p.digest().equals(m.digest()) && p.base().equals(chain(index)))
                .isPresent();
    }

    /// Keeps a way back and a proof beside a migration that has none yet, or a stale one. The proof
    /// is written last: what lies between is seen as a stale proof.
    public void keepProof(Migration migration, @Nullable String down, ProofFile proof) {
        var files = new LinkedHashMap<String, Optional<String>>();
        files.put(migration.tag() + ".down.sql", Optional.ofNullable(down));
        files.put(migration.tag() + ".proof.json", Optional.of(proof.json()));
        new FolderWriter(this).keep(migration.tag(), files);
    }

    Journal journal() {
        return journal;
    }

    /// Everything that is wrong with the files, without running them. Never throws for what a
    /// person can get wrong.
    public static List<Finding> check(Path path) {
        return FolderCheck.of(path.toAbsolutePath().normalize());
    }

    static String prefix(String tag) {
        int at = tag.indexOf('_');
        return at < 0 ? tag : tag.substring(0, at);
    }
}
