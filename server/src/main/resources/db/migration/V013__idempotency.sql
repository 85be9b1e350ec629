-- A request that is done once whatever the network does. Inserting the row is the claim, so it holds across servers.
-- status null: the first one is still running, or its server ended in the middle. Kept for 24 hours.
create table idempotency_key (
    person_id bigint not null references person,
    key text not null check (length(key) between 1 and 255),
    request bytea not null,
    claimed_at timestamptz not null default now(),
    status int,
    etag text,
    body bytea,
    primary key (person_id, key)
);
create index idempotency_key_age on idempotency_key (claimed_at);
