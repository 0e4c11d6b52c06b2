-- Runs that wait for their org, the keys of requests, and what retention looks for.
-- Taken back by dropping the columns, the table and the indexes, once no run waits.

-- Attempts that ended because the org or the database was away, after which the run went back to the queue; and how
-- many of them count as tries again.
ALTER TABLE run ADD COLUMN deferrals integer NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN retries integer NOT NULL DEFAULT 0;

-- Requests that somebody may repeat, by the key that they came with. Kept for 24 hours.
CREATE TABLE idempotency_key (
    connection_id uuid NOT NULL REFERENCES connection (id) ON DELETE CASCADE,
    key           text NOT NULL,
    request_hash  uuid NOT NULL,
    run_id        uuid NOT NULL,
    created_at    timestamptz NOT NULL,
    PRIMARY KEY (connection_id, key)
);
CREATE INDEX idempotency_key_age ON idempotency_key (created_at);

-- What has become old.
CREATE INDEX run_finished ON run (finished_at) WHERE finished_at IS NOT NULL;
CREATE INDEX schedule_tick_age ON schedule_tick (recorded_at);
-- Rows come in the order of their time, so a look at ranges of pages is enough.
CREATE INDEX catalog_change_at ON catalog_change USING brin (at);
