-- What stood before runs as its files declare it.
alter table revision add column strategy text not null default 'direct' check (strategy in ('online', 'direct'));

-- The statements that were proven where they are not those of the file, and what of it they stand for.
alter table migration_proof add column statements jsonb;
alter table migration_proof add column forms jsonb not null default '[]';
alter table target_migration add column forms jsonb not null default '[]';
