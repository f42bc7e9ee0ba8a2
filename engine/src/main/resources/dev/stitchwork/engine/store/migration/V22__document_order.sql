-- A batch's documents are read some at a time in the order of its files, each time from where the last time ended: with the
-- batch alone in the index, every time all of them were read and sorted. The old index stays, since H2 keeps the foreign key by it.
create index document_order on document (batch, file, number);
