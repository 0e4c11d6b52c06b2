-- What a browser has that has logged in by a key. Of the cookie only its hash is kept. A session has no role and no end of
-- its own key: it may what its key may, and goes with it.
-- Taken back by dropping the table.
CREATE TABLE browser_session (
    hash           bytea PRIMARY KEY,
    key_id         uuid REFERENCES api_key (id) ON DELETE CASCADE,
    -- Of the key of the configuration, which has no row: SHA-256, so that the session ends when the key is changed.
    admin_key_hash bytea,
    created_at     timestamptz NOT NULL,
    expires_at     timestamptz NOT NULL,
    CHECK ((key_id IS NULL) <> (admin_key_hash IS NULL))
);
CREATE INDEX browser_session_end ON browser_session (expires_at);
