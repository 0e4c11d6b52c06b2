-- What a connection leaves out beyond names and kinds, and runs that stop at their budget.
-- Taken back by dropping the columns, once no run is paused.
ALTER TABLE connection ADD COLUMN filter_customizable_only boolean NOT NULL DEFAULT false;
ALTER TABLE connection ADD COLUMN filter_with_records_only boolean NOT NULL DEFAULT false;

-- Attempts that ended in a pause: they do not count as attempts that failed.
ALTER TABLE run ADD COLUMN pauses integer NOT NULL DEFAULT 0;
