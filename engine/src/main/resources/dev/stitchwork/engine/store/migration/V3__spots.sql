-- Where a fragment of running text or of a register stands: its line, and its box as shares of the page in the file.
create table spot (
    fragment bigint primary key references fragment,
    line     integer not null,
    x        double precision not null,
    y        double precision not null,
    width    double precision not null,
    height   double precision not null
);
