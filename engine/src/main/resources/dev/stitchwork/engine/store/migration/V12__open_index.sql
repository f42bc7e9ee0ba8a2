-- Who looks for an open document reads its number in the index and never its row: eight rows a turn lay all over the table.
drop index pool_entry_open;
create index pool_entry_open on pool_entry (pool, open_ord, document);
