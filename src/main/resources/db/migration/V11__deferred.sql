-- Runs that wait for their org.
-- Taken back by dropping the columns and the index, once no run waits.

-- Attempts that ended because the org or the database was away, after which the run went back to the queue; how many of
-- them count as tries again; and since when the org has been in maintenance.
ALTER TABLE run ADD COLUMN deferrals integer NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN retries integer NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN away_since timestamptz;

-- What has become old.
CREATE INDEX run_finished ON run (finished_at) WHERE finished_at IS NOT NULL;
