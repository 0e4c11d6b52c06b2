-- Fire times that have become old.
-- Taken back by dropping the index.
CREATE INDEX schedule_tick_age ON schedule_tick (recorded_at);
