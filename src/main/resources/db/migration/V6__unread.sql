-- Names that the baseline listed but could not read, or that its filter left out: read later, they are not new.
-- Taken back by dropping the column.
ALTER TABLE catalog_head ADD COLUMN unread text[] COLLATE "C" NOT NULL DEFAULT '{}';
