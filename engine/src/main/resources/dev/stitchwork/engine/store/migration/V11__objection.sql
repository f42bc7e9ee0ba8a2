-- What a client objects to in a delivery, once a value: an operator looks, and the value stands or is put right.
create table objection (
    task    bigint primary key references task,
    -- What was delivered.
    verdict_before varchar(10) not null,
    text_before    varchar(2000),
    -- What the client says it is; null where that is left to the operator.
    says    varchar(2000),
    made    timestamp with time zone not null,
    -- Whether the value was wrong; null while the operator has not looked.
    upheld  boolean
);
