package dev.sluice.server.history;

import dev.sluice.diff.Diff;
import dev.sluice.diff.Difference;
import dev.sluice.ledger.LedgerRow;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Fingerprint;
import dev.sluice.server.databases.Catalogs;
import dev.sluice.server.identity.NotFound;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The door to what was done to each database; entries are only ever added.
@Component
public final class History {
    private final JdbcClient jdbc;
    private final Catalogs catalogs;

    History(JdbcClient jdbc, Catalogs catalogs) {
        this.jdbc = jdbc;
        this.catalogs = catalogs;
    }

    /// The newest entry of each database of the project that has one.
    public List<HistoryEntry> newest(long projectId) {
        return jdbc
                .sql(
                        """
                        select h.* from managed_database d cross join lateral (select * from history
                            where database_id = d.id order by id desc limit 1) h where d.project_id = ?\
                        """)
                .param(projectId)
                .query(HistoryEntry.class)
                .list()
                .stream()
                .map(Objects::requireNonNull)
                .toList();
    }

    /// Newest first, those below an id.
    public List<HistoryEntry> page(long databaseId, long below, int limit) {
        return jdbc
                .sql(
                        "select * from history where database_id = ? and id < ? order by id desc"
                                + " limit ?")
                .params(databaseId, below, limit)
                .query(HistoryEntry.class)
                .list()
                .stream()
                .map(Objects::requireNonNull)
                .toList();
    }

    public HistoryEntry entry(long databaseId, long id) {
        return jdbc.sql("select * from history where database_id = ? and id = ?")
                .params(databaseId, id)
                .query(HistoryEntry.class)
                .optional()
                .orElseThrow(() -> new NotFound("There is no such entry in this history."));
    }

    /// Adds what a row of the target's ledger tells, unless that stands already: a run that two
    /// servers look at, one after the other or at once, is recorded once. Returns how many entries
    /// were added.
    public int add(
            long databaseId,
            @Nullable Long runId,
            @Nullable Integer changeNumber,
            LedgerRow row,
            @Nullable String before,
            @Nullable String after) {
        return jdbc.sql(
                        """
                        insert into history (database_id, run_id, change_number, migration_digest, tag, direction,
                            origin, fingerprint_before, fingerprint_after, by, at, row_hash)
                        values (:database, :run, :change, :digest, :tag, :direction, :origin, :before, :after, :by,
                            :at, :row)
                        on conflict do nothing\
                        """)
                .param("database", databaseId)
                .param("run", runId)
                .param("change", changeNumber)
                .param("digest", row.digest())
                .param("tag", row.tag())
                .param("direction", row.direction().text())
                .param("origin", row.origin().text())
                .param("before", before)
                .param("after", after)
                .param("by", row.by())
                .param("at", row.at().atOffset(ZoneOffset.UTC))
                .param("row", row.rowHash())
                .update();
    }

    /// Adds a change that was made around Sluice and became the record.
    public void addDrift(long databaseId, long drift, String before, String after, String by) {
        jdbc.sql(
                        """
                        insert into history (database_id, migration_digest, tag, direction, origin,
                            fingerprint_before, fingerprint_after, by)
                        values (?, ?, 'drift adopted', 'up', 'drift', ?, ?, ?)\
                        """)
                .params(databaseId, "drift-" + drift, before, after, by)
                .update();
    }

    /// The rows of its ledger that this history tells of, by their hashes.
    public Set<String> rows(long databaseId) {
        return Set.copyOf(
                jdbc.sql(
                                "select row_hash from history where database_id = ? and row_hash is not null")
                        .param(databaseId)
                        .query((row, _) -> row.getString(1))
                        .list());
    }

    /// What is different in words, from the older catalog to the newer.
    public List<String> words(String fromFingerprint, String toFingerprint) {
        Catalog from = known(fromFingerprint);
        Catalog to = known(toFingerprint);
        boolean oneForm =
                Fingerprint.isFormer(fromFingerprint) == Fingerprint.isFormer(toFingerprint);
        List<Difference> differences =
                oneForm
                        ? Diff.between(from, to)
                        : Diff.between(
                                catalogs.named(fromFingerprint, to),
                                catalogs.named(toFingerprint, from));
        return differences.stream().map(Difference::words).toList();
    }

    private Catalog known(String fingerprint) {
        return catalogs.find(fingerprint)
                .orElseThrow(() -> new NotFound("There is no catalog " + fingerprint + " here."));
    }
}
