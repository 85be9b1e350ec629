-- Which row of the target's ledger an entry tells of; null for what the ledger does not hold (an adopted drift).
alter table history add column row_hash text;
create unique index history_row on history (database_id, row_hash);
