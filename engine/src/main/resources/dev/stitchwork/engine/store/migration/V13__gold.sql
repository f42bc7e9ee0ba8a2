-- Tasks whose answer is known, to measure people with: rows of "reask" of reason GOLD, asked about again and again.
-- The batch while it may be served, else null, so that the index holds those only.
alter table reask add column gold_batch bigint;
create index reask_gold on reask (gold_batch);

-- Who answered one. Whether it was right stands with the answer, in "missed".
create table gold_answer (
    worker bigint not null,
    task   bigint not null references task,
    primary key (worker, task)
);
