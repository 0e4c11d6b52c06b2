-- Secrets (client_secret ... private_key_passphrase, access_token.token) are JWE compact: never in clear.
create table connection (
    id                         uuid primary key,
    name                       text not null,
    login_url                  text not null,
    auth_method                text not null
        check (auth_method in ('password', 'authorization_code', 'client_credentials', 'jwt_bearer')),
    client_id                  text,
    username                   text,
    audience                   text,
    client_secret              text,
    password                   text,
    security_token             text,
    private_key                text,
    private_key_passphrase     text,
    api_version                text,
    org_id                     text,
    org_name                   text,
    org_edition                text,
    org_sandbox                boolean,
    org_instance               text,
    org_language               text,
    schedule_cron              text,
    schedule_time_zone         text not null default 'UTC',
    schedule_enabled           boolean not null default false,
    next_run_at                timestamptz,
    filter_include             text[] not null default '{}',
    filter_exclude             text[] not null default '{}',
    filter_kinds               text[] not null default '{}',
    budget_calls_per_attempt   integer,
    budget_org_reserve_percent integer not null default 10,
    status                     text not null default 'ready'
        check (status in ('ready', 'paused', 'needs_authorization', 'disconnected', 'deleting')),
    status_reason              text,
    last_run_id                uuid,
    last_run_at                timestamptz,
    last_run_status            text,
    version                    bigint not null default 0,
    created_at                 timestamptz not null default now(),
    updated_at                 timestamptz not null default now()
);

-- One living connection a name; the name of one that is being deleted is free again.
create unique index connection_name on connection (lower(name)) where status <> 'deleting';

-- One row a connection from its first token request on. Token columns are null until there is one.
create table access_token (
    connection_id uuid primary key references connection on delete cascade,
    token         text,
    instance_url  text,
    user_id       text,
    org_id        text,
    issued_at     timestamptz,
    obtained_at   timestamptz,
    -- Who is asking for a new token, and since when; null when nobody is.
    claim_id      uuid,
    claimed_at    timestamptz,
    -- One more with each token stored or forgotten.
    generation    bigint not null default 0,
    check ((token is null) = (instance_url is null)),
    check ((claim_id is null) = (claimed_at is null))
);
