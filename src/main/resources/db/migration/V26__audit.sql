-- Who has changed what. Rows are added and, when they are old, removed; none is ever changed. No secrets.
-- Taken back by dropping the schema, the table, the function and the columns.
CREATE TABLE audit_entry (
    id          uuid PRIMARY KEY,
    at          timestamptz NOT NULL,
    -- Name of the key or of the person; open, command.
    actor       text NOT NULL,
    actor_via   text NOT NULL,
    -- Of the stored key, or the subject of the OIDC server; else empty.
    actor_id    text NOT NULL,
    action      text NOT NULL,
    target_type text NOT NULL,
    target_id   text NOT NULL,
    target_name text NOT NULL,
    -- From where; empty for a command.
    address     text NOT NULL
);
CREATE INDEX audit_entry_at ON audit_entry (at);
CREATE INDEX audit_entry_actor ON audit_entry (actor, id);
CREATE INDEX audit_entry_action ON audit_entry (action, id);

CREATE FUNCTION audit_entry_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Entries of the audit are not changed';
END $$;
CREATE TRIGGER audit_entry_stays BEFORE UPDATE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_entry_stays();

-- Not in orgscribe_v1, which readers of the catalog may read whole.
CREATE SCHEMA orgscribe_admin_v1;
CREATE VIEW orgscribe_admin_v1.audit AS
    SELECT id, at, actor, actor_via, actor_id, action, target_type, target_id, target_name, address FROM audit_entry;

-- Who was sent to Salesforce, so that it is known by whom a connection was authorized. Null where a version before this
-- one has sent them there.
ALTER TABLE authorization_request ADD COLUMN actor text, ADD COLUMN actor_via text, ADD COLUMN actor_id text;
