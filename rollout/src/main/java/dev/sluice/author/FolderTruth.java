package dev.sluice.author;

import dev.sluice.folder.Finding;
import dev.sluice.folder.Migration;
import dev.sluice.folder.MigrationsFolder;
import dev.sluice.folder.ProofFile;
import dev.sluice.folder.Replay;
import dev.sluice.plan.Strategy;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Fingerprint;
import dev.sluice.source.Loaded;
import dev.sluice.source.Problem;
import dev.sluice.source.scratch.FixedPoint;
import dev.sluice.source.snapshot.CatalogSnapshot;
import dev.sluice.source.snapshot.Snapshot;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Holds what a folder says of itself against what its files do when they run: proofs and the last
/// snapshot. Only for a folder that runs to its end.
public final class FolderTruth {
    private final Replay replay;
    private final List<Finding> findings = new ArrayList<>();

    private FolderTruth(Replay replay) {
        this.replay = replay;
    }

    public static List<Finding> of(Replay replay) throws SQLException {
        var truth = new FolderTruth(replay);
        truth.proofs();
        truth.snapshot();
        return List.copyOf(truth.findings);
    }

    /// A stale proof is a finding of the files already.
    private void proofs() throws SQLException {
        List<Migration> all = replay.folder().migrations();
        for (int i = 0; i < all.size(); i++)
            if (replay.folder().isProven(i)) {
                ProofFile proof = all.get(i).proof().orElseThrow();
                proof(all.get(i), "starts from", proof.from(), i);
                proof(all.get(i), "leads to", proof.to(), i + 1);
            }
    }

    private void proof(Migration m, String words, String kept, int count) throws SQLException {
        Catalog catalog = replay.catalog(count);
        String now = Fingerprint.of(catalog).toString();
        if (!prefix(kept).equals(prefix(now)) || kept.equals(now)) return;
        // PostgreSQL's printing is not a fixed point: the proof may hold the second one.
        Catalog settled = FixedPoint.settle(catalog, replay.scratch());
        if (kept.equals(Fingerprint.of(settled).toString())) return;
        findings.add(
                new Finding(
                        Finding.Severity.ERROR,
                        "proof",
                        new Problem(
                                m.tag() + ".proof.json",
                                0,
                                0,
                                "the state that %s %s is not the one that was proven."
                                        .formatted(m.tag(), words),
                                "Delete this file and run `sluice check --prove`.")));
    }

    /// Form and major: only within them fingerprints are compared.
    private static String prefix(String fingerprint) {
        int at = fingerprint.indexOf(':');
        return at < 0 ? fingerprint : fingerprint.substring(0, at);
    }

    /// A snapshot that declares what the files don't make: the next `generate` would write it,
    /// though nobody edited the schema.
    private void snapshot() throws SQLException {
        MigrationsFolder folder = replay.folder();
        if (folder.lastSnapshot().isEmpty()) return;
        Path file = folder.lastSnapshot().get();
        DeclaredSource said =
                switch (Snapshot.read(file)) {
                    case Snapshot.Read.Ok(Snapshot s) -> DeclaredSource.of(s.schema());
                    case Snapshot.Read.OfCatalog(CatalogSnapshot s) ->
                            new DeclaredSource.FromSql(() -> settled(s.catalog()));
                    case Snapshot.Read.Broken(var problems) -> {
                        for (Problem p : problems)
                            findings.add(new Finding(Finding.Severity.WARNING, "snapshot", p));
                        yield null;
                    }
                };
        if (said == null) return;
        String differs =
                switch (new Author(replay, OPTIONS).generate(said)) {
                    case Authored.NothingToDo() -> "";
                    case Authored.Ready ready ->
                            ready.plan().differences().stream()
                                    .map(Object::toString)
                                    .collect(Collectors.joining("; "));
                    case Authored.Undecided(var renames) ->
                            renames.stream()
                                    .map(RenameFlag::words)
                                    .collect(Collectors.joining("; "));
                    case Authored.SourceBroken(var problems) ->
                            problems.stream()
                                    .map(Problem::toString)
                                    .collect(Collectors.joining("; "));
                    case Authored.Refused(var reasons) -> String.join("; ", reasons);
                    case Authored.NotProven(var plan, var _) ->
                            plan.differences().stream()
                                    .map(Object::toString)
                                    .collect(Collectors.joining("; "));
                };
        if (!differs.isEmpty())
            findings.add(
                    new Finding(
                            Finding.Severity.WARNING,
                            "snapshot-differs",
                            new Problem(
                                    "meta/" + file.getFileName(),
                                    0,
                                    0,
                                    "this snapshot does not say what the files make: "
                                            + differs
                                            + ".",
                                    "Run `sluice generate`: it starts from the files, and writes a snapshot that agrees.")));
    }

    private Loaded settled(Catalog catalog) throws SQLException {
        return new Loaded.Ok(FixedPoint.settle(catalog, replay.catalog(), replay.scratch()));
    }

    private static final AuthorOptions OPTIONS =
            new AuthorOptions(null, List.of(), true, true, true, null, Strategy.DIRECT, 0, "check");
}
