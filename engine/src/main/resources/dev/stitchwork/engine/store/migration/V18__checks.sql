-- Values shown to people to say yes or no to, instead of having them type.

-- Whether the client lets people be shown what a machine or the answers so far make of a fragment.
alter table batch add column checks boolean default false not null;

-- What was shown; null where it is to be typed. Planted where it was made wrong on purpose.
alter table lease add column proposed varchar(2000);
alter table lease add column planted boolean default false not null;
alter table answer add column proposed varchar(2000);
alter table answer add column planted boolean default false not null;
-- Whether it is counted what the answer says of whoever gave it.
alter table answer add column judged boolean default false not null;

-- What everybody made of the values shown.
create table checker (
    worker  bigint primary key,
    planted integer not null,
    waved   integer not null,
    shown   integer not null,
    refused integer not null
);
