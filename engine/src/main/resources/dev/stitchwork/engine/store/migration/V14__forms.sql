-- A batch may mix forms: each of its documents is of one of its templates, and a pool holds documents of one template.
create table batch_template (
    batch    bigint not null references batch,
    -- The form's number in the batch and in its exposure log, from 0; batch.template is the first.
    number   integer not null,
    template bigint not null references template,
    primary key (batch, number)
);
insert into batch_template (batch, number, template) select id, 0, template from batch;

alter table document add column template bigint references template;
update document set template = (select b.template from batch b where b.id = document.batch);
alter table document alter column template set not null;

alter table pool add column template bigint references template;
update pool set template = (select b.template from batch b where b.id = pool.batch);
alter table pool alter column template set not null;
create unique index pool_form on pool (batch, template, sensitivity);
