-- Presence of workers, accounts that turn out to be one person's, and forecasts.

-- Until when a worker whose page says that it is open counts as there; null for one whose client says nothing, and once
-- its turns are back on offer, so that the index holds those only of whom something may be due.
alter table worker add column present_until timestamp with time zone;
create index worker_present on worker (present_until);

-- What two accounts may have in common, as a keyed hash only: a payout account, a device.
create table account_mark (
    account bigint not null,
    kind    varchar(8) not null,
    hash    varchar(64) not null,
    primary key (account, kind, hash)
);
create index account_mark_hash on account_mark (kind, hash);

-- One row a kind of mark: whoever notes one holds its lock, so that two accounts that are given the same mark at the same
-- moment see each other.
create table mark_kind (
    kind varchar(8) primary key
);
insert into mark_kind (kind) values ('PAYOUT'), ('DEVICE');

-- Two accounts that may be one person's, and why; decided by an operator, or by itself where a payout account says so.
create table suspicion (
    one     bigint not null,
    other   bigint not null,
    reason  varchar(8) not null,
    -- Shared keyings that nobody else gave, where that is the reason.
    shared  integer not null,
    found   timestamp with time zone not null,
    -- JOINED or APART once decided.
    verdict varchar(6),
    decided timestamp with time zone,
    primary key (one, other, reason)
);

-- When a running batch is expected to be finished, as last forecast; null where nothing can be said.
alter table batch add column forecast_at timestamp with time zone;
alter table batch add column forecast_p50 timestamp with time zone;
alter table batch add column forecast_p90 timestamp with time zone;
