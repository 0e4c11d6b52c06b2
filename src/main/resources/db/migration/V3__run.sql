-- Runs: the history of extractions, and by their status and lease the queue that replicas take work from.

CREATE TABLE run (
    id               uuid PRIMARY KEY,
    connection_id    uuid NOT NULL REFERENCES connection (id),
    trigger          text NOT NULL CHECK (trigger IN ('schedule', 'api', 'ui')),
    mode             text NOT NULL CHECK (mode IN ('full', 'incremental', 'quick')),
    coverage         text NOT NULL CHECK (coverage IN ('complete', 'quick', 'tables')),
    requested_tables text[],
    status           text NOT NULL
        CHECK (status IN ('queued', 'running', 'paused', 'succeeded', 'partial', 'failed', 'cancelled')),
    stage            text CHECK (stage IN ('authorize', 'discover', 'describe', 'annotate', 'reconcile', 'finish')),
    not_before       timestamptz NOT NULL,
    scheduled_for    timestamptz,
    late             boolean NOT NULL DEFAULT false,
    cancel_requested boolean NOT NULL DEFAULT false,
    -- Ownership: each claim raises epoch; what an older epoch still writes is rolled back.
    attempt          integer NOT NULL DEFAULT 0,
    epoch            integer NOT NULL DEFAULT 0,
    owner            text,
    lease_until      timestamptz,
    -- What the staged tables were read with; another reading starts the staging anew.
    reading          text,
    api_version      text,
    tables_total     integer NOT NULL DEFAULT 0,
    tables_done      integer NOT NULL DEFAULT 0,
    tables_failed    integer NOT NULL DEFAULT 0,
    columns          integer NOT NULL DEFAULT 0,
    tables_per_minute integer,
    estimated_end    timestamptz,
    added            integer NOT NULL DEFAULT 0,
    removed          integer NOT NULL DEFAULT 0,
    changed          integer NOT NULL DEFAULT 0,
    hidden           integer NOT NULL DEFAULT 0,
    restored         integer NOT NULL DEFAULT 0,
    renamed          integer NOT NULL DEFAULT 0,
    api_calls        integer NOT NULL DEFAULT 0,
    calls_by_kind    jsonb NOT NULL DEFAULT '{}',
    bytes_on_wire    bigint NOT NULL DEFAULT 0,
    bytes_unpacked   bigint NOT NULL DEFAULT 0,
    not_modified     integer NOT NULL DEFAULT 0,
    org_calls_used   bigint,
    org_calls_allowed bigint,
    revision         bigint,
    notices          text[] NOT NULL DEFAULT '{}',
    error_cause      text,
    error_message    text,
    error_remedy     text,
    created_at       timestamptz NOT NULL,
    started_at       timestamptz,
    finished_at      timestamptz
);
-- One active run per connection.
CREATE UNIQUE INDEX run_active ON run (connection_id) WHERE status IN ('queued', 'running', 'paused');
-- The queue: what waits, and what lost its owner.
CREATE INDEX run_queued ON run (not_before) WHERE status = 'queued';
CREATE INDEX run_leased ON run (lease_until) WHERE status = 'running';
-- Lists, newest first (ids are UUID v7), of one connection and of all (primary key).
CREATE INDEX run_list ON run (connection_id, id);

CREATE TABLE run_failure (
    run_id     uuid NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    table_name text NOT NULL,
    cause      text NOT NULL,
    status     integer,
    attempts   integer NOT NULL,
    message    text NOT NULL,
    remedy     text NOT NULL,
    PRIMARY KEY (run_id, table_name)
);
