-- Counts that have become old.
-- Taken back by dropping the index.
CREATE INDEX catalog_record_count_day ON catalog_record_count (day);
