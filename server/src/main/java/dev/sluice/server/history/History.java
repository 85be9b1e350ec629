package dev.sluice.server.history;

import dev.sluice.diff.Diff;
import dev.sluice.diff.Difference;
import dev.sluice.server.databases.Catalogs;
import dev.sluice.server.identity.NotFound;
import java.util.List;
import java.util.Objects;
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

    /// Newest first.
    public List<HistoryEntry> of(long databaseId) {
        return jdbc
                .sql("select * from history where database_id = ? order by id desc")
                .param(databaseId)
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

    /// Adds an entry, unless the same step of the same run stands already: a run that two servers
    /// look at, one after the other or at once, is recorded once.
    public void add(
            long databaseId,
            @Nullable Long runId,
            @Nullable Integer changeNumber,
            String migrationDigest,
            String tag,
            String direction,
            String origin,
            @Nullable String before,
            @Nullable String after,
            String by) {
        jdbc.sql(
                        """
                        insert into history (database_id, run_id, change_number, migration_digest, tag, direction,
                            origin, fingerprint_before, fingerprint_after, by)
                        values (:database, :run, :change, :digest, :tag, :direction, :origin, :before, :after, :by)
                        on conflict (run_id, migration_digest, direction) do nothing\
                        """)
                .param("database", databaseId)
                .param("run", runId)
                .param("change", changeNumber)
                .param("digest", migrationDigest)
                .param("tag", tag)
                .param("direction", direction)
                .param("origin", origin)
                .param("before", before)
                .param("after", after)
                .param("by", by)
                .update();
    }

    /// What is different in words, from the older catalog to the newer.
    public List<String> words(String fromFingerprint, String toFingerprint) {
        return Diff.between(known(fromFingerprint), known(toFingerprint)).stream()
                .map(Difference::words)
                .toList();
    }

    private dev.sluice.schema.Catalog known(String fingerprint) {
        return catalogs.find(fingerprint)
                .orElseThrow(() -> new NotFound("There is no catalog " + fingerprint + " here."));
    }
}
