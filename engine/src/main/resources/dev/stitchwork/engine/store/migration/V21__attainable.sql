-- When half of the futures would have a running batch finished if its crowd worked at it as fast as it is known to, whatever it
-- did so far: a batch that only waits behind others can still be met. Null where nothing can be said.
alter table batch add column attainable timestamp with time zone;
