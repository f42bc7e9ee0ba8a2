-- How large a page is in its file, and how it lies there: null for forms, and for pages split before this.
alter table page add column width_px integer;
alter table page add column height_px integer;
alter table page add column quarter_turns integer;
-- Which block of text on its page a piece stands in.
alter table spot add column block integer default 1 not null;
