-- Two servers may find out about one run at the same moment; an entry without a run is as it was.
create unique index history_once on history (run_id, migration_digest, direction);
