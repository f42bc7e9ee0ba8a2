-- Workers whose latest answers luck does not explain, as they were found when they were last looked through.
create table odd_work (
    -- The surest first.
    place    integer primary key,
    worker   bigint not null,
    kind     varchar(7) not null,
    evidence varchar(2000) not null,
    -- Those with the same number hand in one answer as several, and count as one voice; null unless they copy.
    ring     integer
);
create index odd_work_worker on odd_work (worker);
