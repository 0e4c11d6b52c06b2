-- Requests that somebody may repeat, by the key that they came with. Kept for 24 hours.
-- Taken back by dropping the table.
CREATE TABLE idempotency_key (
    connection_id uuid NOT NULL REFERENCES connection (id) ON DELETE CASCADE,
    key           text NOT NULL,
    request_hash  uuid NOT NULL,
    run_id        uuid NOT NULL,
    created_at    timestamptz NOT NULL,
    PRIMARY KEY (connection_id, key)
);
CREATE INDEX idempotency_key_age ON idempotency_key (created_at);
