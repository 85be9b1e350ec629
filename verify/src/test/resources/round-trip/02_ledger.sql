-- Double-entry bookkeeping: postings by year and region, and what hangs on partitions alone.
create schema ledger;
create schema ledger_old;
set search_path = ledger;

create table account (
    id integer primary key,
    code text not null unique,
    kind text not null check (kind in ('asset', 'liability', 'income', 'expense'))
);

create table posting (
    id bigint not null,
    booked_on date not null,
    region text not null default 'north',
    account_id integer not null references account,
    amount numeric(14, 2) not null check (amount <> 0),
    counter_amount numeric(14, 2) generated always as (- amount) stored,
    memo text default 'no memo',
    reversed_id bigint,
    constraint posting_memo_short check (length(memo) < 500)
) partition by range (booked_on);

create table posting_2023 partition of posting for values from ('2023-01-01') to ('2024-01-01')
    partition by list (region);
create table posting_2023_north partition of posting_2023 for values in ('north', 'northeast');
create table posting_2023_south partition of posting_2023 (memo default 'a southern memo', constraint south_amount check (amount < 1e9))
    for values in ('south');
create table posting_2023_other partition of posting_2023 default;

create table posting_2024 partition of posting for values from ('2024-01-01') to ('2025-01-01')
    partition by hash (account_id);
alter table posting_2024 add constraint posting_2024_id_positive check (id > 0);
create table posting_2024_0 partition of posting_2024 for values with (modulus 3, remainder 0);
create table posting_2024_1 partition of posting_2024 for values with (modulus 3, remainder 1) with (fillfactor = 80);
create table posting_2024_2 partition of posting_2024 for values with (modulus 3, remainder 2);

-- columns in another order, and attached later
create table ledger_old.posting_before (
    memo text default 'old',
    amount numeric(14, 2) not null constraint posting_amount_check check (amount <> 0),
    counter_amount numeric(14, 2) generated always as (- amount) stored,
    region text not null,
    booked_on date not null,
    id bigint not null,
    account_id integer not null,
    reversed_id bigint,
    constraint posting_memo_short check (length(memo) < 500)
);
alter table posting attach partition ledger_old.posting_before for values from (minvalue) to ('2023-01-01');
create table posting_rest partition of posting default;

-- an index of the whole tree, one with names of its own below, one that only a partition has
create index posting_account on posting (account_id, booked_on desc);
create index posting_amount on only posting (amount);
create index north_amount_by_hand on posting_2023_north (amount);
create index posting_2023_amount on only posting_2023 (amount);
alter index posting_2023_amount attach partition north_amount_by_hand;
create index south_amount on posting_2023_south (amount);
create index other_amount on posting_2023_other (amount) with (fillfactor = 60);
alter index posting_2023_amount attach partition south_amount;
alter index posting_2023_amount attach partition other_amount;
alter index posting_amount attach partition posting_2023_amount;
create index posting_rest_memo on posting_rest using gin (to_tsvector('simple', memo));
create index posting_half on only posting (lower(region));
alter index posting_2023_south_account_id_booked_on_idx rename to the_south_by_account;

-- keys of partitions
alter table posting_2024 add constraint posting_2024_key unique (account_id, id);
alter table only posting_2023 add constraint posting_2023_key unique (id, region);
alter table posting_2023_north add constraint north_key_by_hand unique (id, region);
alter index posting_2023_key attach partition north_key_by_hand;
alter table posting_rest add constraint posting_rest_pk primary key (id);
alter table posting_2023_north add constraint north_reversed_fk foreign key (id, region) references posting_2023_north (id, region);

-- what points at a partitioned table
create table receipt (
    account_id integer,
    posting_id bigint,
    picture bytea,
    foreign key (account_id, posting_id) references posting_2024 (account_id, id) on delete cascade
);

create function touch() returns trigger language plpgsql as $$
begin
    new.memo := coalesce(new.memo, '') || ' *';
    return new;
end $$;
create trigger posting_touch before insert or update of memo on posting for each row when (new.memo is not null) execute function touch();
create trigger posting_after after delete on posting for each row execute function touch();
create trigger south_only before update on posting_2023_south for each row execute function touch('south');
create trigger whole_statement after insert on posting for each statement execute function touch();
alter table posting_2023_north disable trigger posting_touch;
alter table posting_2024_1 enable always trigger posting_touch;
alter table posting_2024 enable replica trigger posting_after;
alter table posting_rest disable trigger posting_after;

-- several columns and expressions as a key
create table balance (
    account_id integer,
    month date,
    region text collate "C",
    amount numeric
) partition by range (account_id, (date_trunc('year', month::timestamp)), lower(region) text_pattern_ops);
create table balance_low partition of balance for values from (minvalue, minvalue, minvalue) to (100, '2020-01-01', 'm');
create table balance_high partition of balance for values from (100, '2020-01-01', 'm') to (maxvalue, maxvalue, maxvalue);

create table flag (on_account boolean, note text) partition by list (on_account);
create table flag_yes partition of flag for values in (true);
create table flag_no partition of flag for values in (false, null);

create table label (code text collate "C", text text) partition by list (upper(code) collate "C");
create table label_a partition of label for values in ('A', 'Á', 'it''s', null);

create unlogged table draft (id integer, on_day date);
create view ledger.by_region as select region, sum(amount) as amount from posting group by region;
create view ledger.only_2024 as select * from only posting_2024;
create statistics posting_region_account (dependencies) on region, account_id from posting;

create rule posting_stays as on delete to posting where old.reversed_id is not null do instead nothing;
comment on column posting.amount is 'never zero';
comment on table posting_2023_south is 'has a default and a check of its own';
comment on index the_south_by_account is 'a child index with a name of its own';
comment on index posting_amount is 'valid once every partition has one';
comment on column posting_2023_south.memo is 'southern';
comment on constraint south_amount on posting_2023_south is 'the south is small';
comment on trigger south_only on posting_2023_south is 'not on the whole tree';
