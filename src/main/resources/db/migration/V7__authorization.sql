-- The grant that a person gave (authorization_code). It outlives the access tokens that it brings.
alter table access_token
    add column scopes           text,
    -- JWE compact; null where the method has none.
    add column refresh_token    text,
    -- When the access token is to be replaced though nobody has refused it; null where its end is not known.
    add column renew_at         timestamptz,
    -- A refresh was sent whose reply did not arrive, so that this refresh token may be spent; null once one did.
    add column reply_unknown_at timestamptz,
    -- How often that has happened, also to earlier grants.
    add column replies_unknown  integer not null default 0;

alter table connection
    add column auth_refresh_idle_days  integer,
    add column auth_refresh_valid_days integer,
    -- When somebody has last authorized it.
    add column authorized_at           timestamptz;

-- Consents that somebody was sent to Salesforce for. A row goes when its state comes back, which so counts once.
create table authorization_request (
    state_hash    bytea primary key,
    connection_id uuid not null references connection on delete cascade,
    -- Of the secret in the cookie of the browser that was sent there.
    browser_hash  bytea not null,
    -- JWE compact.
    code_verifier text not null,
    expires_at    timestamptz not null
);
create index authorization_request_expired on authorization_request (expires_at);

-- The check looks for connections of the same app.
create index connection_client on connection (client_id);
