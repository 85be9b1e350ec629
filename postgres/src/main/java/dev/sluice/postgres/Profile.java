package dev.sluice.postgres;

import java.util.List;

/// How a server treats its data.
enum Profile {
    /// Throw-away: nothing is flushed, one transaction may touch thousands of tables, stops at
    /// once.
    SCRATCH(
            "QUIT",
            List.of(
                    "fsync=off",
                    "full_page_writes=off",
                    "synchronous_commit=off",
                    "wal_level=minimal",
                    // new files are flushed at COMMIT, which costs nothing here, and not logged
                    "wal_skip_threshold=0",
                    "max_wal_senders=0",
                    // in the data folder, so that a killed server leaves no segment elsewhere
                    "dynamic_shared_memory_type=mmap",
                    "min_wal_size=32MB",
                    "max_wal_size=128MB",
                    "autovacuum=off",
                    "shared_buffers=64MB",
                    "max_connections=200",
                    "max_locks_per_transaction=512",
                    "jit=off")),

    /// Lasts: everything that PostgreSQL does for safety stays on; open transactions end, then it
    /// stops.
    DURABLE("INT", List.of("max_connections=200", "max_locks_per_transaction=256"));

    private final String stopSignal;
    private final List<String> settings;

    Profile(String stopSignal, List<String> settings) {
        this.stopSignal = stopSignal;
        this.settings = settings;
    }

    String stopSignal() {
        return stopSignal;
    }

    List<String> settings() {
        return settings;
    }
}
