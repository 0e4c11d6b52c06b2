-- What definitions say beyond describes, what a run need not read again, and record counts.
-- Taken back by dropping what is added here and putting back the views of V5; a revision made meanwhile stays readable.

ALTER TABLE catalog_head ADD COLUMN language text;

-- annotated: a definition was read before. Its first one is no change of the org.
-- Both tables in one order, so that a row still moves whole.
DO $$
DECLARE
    suffix text;
BEGIN
    FOREACH suffix IN ARRAY ARRAY['', '_history'] LOOP
        EXECUTE format($sql$
            ALTER TABLE catalog_table%s
                ADD COLUMN annotated               boolean NOT NULL DEFAULT false,
                ADD COLUMN durable_id              text,
                ADD COLUMN deployment_status       text,
                ADD COLUMN internal_sharing_model  text,
                ADD COLUMN external_sharing_model  text,
                ADD COLUMN customizable            boolean,
                ADD COLUMN manageable_state        text,
                ADD COLUMN record_type_notes       jsonb NOT NULL DEFAULT '[]',
                ADD COLUMN last_modified_at        timestamptz,
                ADD COLUMN last_modified_by        text,
                ADD COLUMN hidden_reason           text$sql$, suffix);
        EXECUTE format($sql$
            ALTER TABLE catalog_column%s
                ADD COLUMN annotated        boolean NOT NULL DEFAULT false,
                ADD COLUMN durable_id       text,
                ADD COLUMN business_owner   text,
                ADD COLUMN business_status  text,
                ADD COLUMN manageable_state text,
                ADD COLUMN roll_up          jsonb,
                ADD COLUMN last_modified_at timestamptz,
                ADD COLUMN last_modified_by text,
                ADD COLUMN hidden_reason    text$sql$, suffix);
    END LOOP;
END
$$;

ALTER TABLE catalog_change
    ADD COLUMN changed_by text,
    ADD COLUMN changed_at timestamptz;

-- The newest count of a table is the end of the primary key.
CREATE TABLE catalog_record_count (
    connection_id uuid NOT NULL,
    name_key      text COLLATE "C" NOT NULL,
    day           date NOT NULL,
    count         bigint NOT NULL,
    PRIMARY KEY (connection_id, name_key, day)
);

-- What Salesforce calls Last-Modified, as it was sent, and under what it holds. One row, read whole and written whole.
CREATE TABLE describe_validator (
    connection_id uuid PRIMARY KEY,
    reading       text NOT NULL,
    filter        text NOT NULL,
    global        text NOT NULL,
    -- By lower-case name.
    tables        jsonb NOT NULL,
    annotated_at  timestamptz,
    edited_at     timestamptz
);

ALTER TABLE staged_table ADD COLUMN last_modified text;

-- Tables that were answered with 304: as the catalog has them.
CREATE TABLE staged_unmodified (
    connection_id uuid NOT NULL,
    run_id        uuid NOT NULL,
    epoch         integer NOT NULL,
    batch         bigint NOT NULL,
    name          text NOT NULL,
    name_key      text COLLATE "C" NOT NULL GENERATED ALWAYS AS (lower(name)) STORED,
    PRIMARY KEY (run_id, name_key)
);

CREATE TABLE staged_table_note (
    connection_id          uuid NOT NULL,
    run_id                 uuid NOT NULL,
    epoch                  integer NOT NULL,
    name                   text NOT NULL,
    name_key               text COLLATE "C" NOT NULL GENERATED ALWAYS AS (lower(name)) STORED,
    durable_id             text,
    last_modified_at       timestamptz,
    last_modified_by       text,
    description            text,
    deployment_status      text,
    internal_sharing_model text,
    external_sharing_model text,
    customizable           boolean,
    manageable_state       text,
    record_type_notes      jsonb NOT NULL,
    PRIMARY KEY (run_id, name_key)
);

CREATE TABLE staged_column_note (
    connection_id           uuid NOT NULL,
    run_id                  uuid NOT NULL,
    epoch                   integer NOT NULL,
    table_key               text COLLATE "C" NOT NULL,
    name                    text NOT NULL,
    name_key                text COLLATE "C" NOT NULL GENERATED ALWAYS AS (lower(name)) STORED,
    label                   text,
    type                    text NOT NULL,
    native_type             text,
    durable_id              text,
    last_modified_at        timestamptz,
    last_modified_by        text,
    description             text,
    compliance_groups       text[] NOT NULL,
    security_classification text,
    business_owner          text,
    business_status         text,
    manageable_state        text
);
-- A run's rows, and those of the tables that it reads once more.
CREATE INDEX staged_column_note_run ON staged_column_note (run_id, table_key);

CREATE TABLE staged_roll_up (
    connection_id uuid NOT NULL,
    run_id        uuid NOT NULL,
    epoch         integer NOT NULL,
    durable_id    text COLLATE "C" NOT NULL,
    roll_up       jsonb NOT NULL,
    PRIMARY KEY (run_id, durable_id)
);

-- Which steps of annotate are done for what: a lower-case name, for roll-ups a durable id, in which case counts.
CREATE TABLE staged_step (
    connection_id uuid NOT NULL,
    run_id        uuid NOT NULL,
    epoch         integer NOT NULL,
    step          text NOT NULL,
    key           text COLLATE "C" NOT NULL,
    PRIMARY KEY (run_id, step, key)
);

-- Record types as described, with the descriptions that only queries know.
CREATE FUNCTION record_types_described(record_types jsonb, notes jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN notes = '[]' THEN record_types ELSE (
        SELECT coalesce(jsonb_agg(x.entry || coalesce((
                SELECT jsonb_build_object('description', y.entry -> 'description')
                FROM jsonb_array_elements(notes) AS y (entry)
                WHERE y.entry -> 'developerName' = x.entry -> 'developerName'
                    AND y.entry ->> 'description' IS NOT NULL
                LIMIT 1), '{}') ORDER BY x.nr), '[]')
        FROM jsonb_array_elements(record_types) WITH ORDINALITY AS x (entry, nr)) END;

CREATE OR REPLACE VIEW orgscribe_v1.tables AS
SELECT
    t.connection_id,
    n.name AS connection_name,
    t.id AS table_id,
    t.name AS table_name,
    t.label,
    t.label_plural,
    t.kind,
    t.namespace,
    t.key_prefix,
    t.main_table,
    t.custom,
    t.queryable,
    t.createable,
    t.updateable,
    t.deletable,
    t.searchable,
    record_types_described(t.record_types, t.record_type_notes) AS record_types,
    t.native,
    t.description,
    (SELECT count(*) FROM catalog_column c
     WHERE c.connection_id = t.connection_id AND c.table_id = t.id AND c.removed_at IS NULL) AS column_count,
    t.hidden,
    t.first_seen_at,
    t.removed_at,
    t.excluded_at,
    t.hidden_reason,
    t.durable_id,
    t.deployment_status,
    t.internal_sharing_model,
    t.external_sharing_model,
    t.customizable,
    t.manageable_state,
    t.last_modified_at,
    t.last_modified_by,
    (SELECT r.count FROM catalog_record_count r
     WHERE r.connection_id = t.connection_id AND r.name_key = t.name_key ORDER BY r.day DESC LIMIT 1) AS record_count
FROM catalog_table t
JOIN connection n ON n.id = t.connection_id;

CREATE OR REPLACE VIEW orgscribe_v1.columns AS
SELECT
    c.connection_id,
    n.name AS connection_name,
    c.table_id,
    t.name AS table_name,
    c.id AS column_id,
    c.name AS column_name,
    c.label,
    c.position,
    c.type,
    c.native_type,
    c.length,
    c.precision,
    c.scale,
    c.nullable,
    c.is_unique,
    c.external_id,
    c.primary_key,
    c.custom,
    c.calculated,
    c.formula,
    c.default_value,
    c.help_text,
    c.description,
    c.reference_to,
    c.relationship_name,
    c.master_detail,
    c.compliance_groups,
    c.security_classification,
    c.native,
    c.hidden,
    c.first_seen_at,
    coalesce(c.removed_at, t.removed_at) AS removed_at,
    t.excluded_at,
    c.hidden_reason,
    c.durable_id,
    c.business_owner,
    c.business_status,
    c.manageable_state,
    nullif(c.roll_up, '{}') AS roll_up,
    c.last_modified_at,
    c.last_modified_by
FROM catalog_column c
JOIN catalog_table t ON t.connection_id = c.connection_id AND t.id = c.table_id
JOIN connection n ON n.id = c.connection_id;

-- valid_for was a text: what it became does not fit into it.
CREATE OR REPLACE VIEW orgscribe_v1.picklist_values AS
SELECT
    c.connection_id,
    n.name AS connection_name,
    c.table_id,
    t.name AS table_name,
    c.id AS column_id,
    c.name AS column_name,
    e.nr AS position,
    e.entry ->> 'value' AS value,
    e.entry ->> 'label' AS label,
    (e.entry ->> 'active')::boolean AS active,
    (e.entry ->> 'default')::boolean AS is_default,
    CASE jsonb_typeof(e.entry -> 'validFor') WHEN 'string' THEN e.entry ->> 'validFor' END AS valid_for,
    coalesce(c.removed_at, t.removed_at) AS removed_at,
    t.excluded_at,
    CASE jsonb_typeof(e.entry -> 'validFor')
        WHEN 'array' THEN ARRAY(SELECT v.value FROM jsonb_array_elements_text(e.entry -> 'validFor') AS v (value))
    END AS controlling_values
FROM catalog_column c
JOIN catalog_table t ON t.connection_id = c.connection_id AND t.id = c.table_id
JOIN connection n ON n.id = c.connection_id
JOIN catalog_picklist p ON p.connection_id = c.connection_id AND p.hash = c.picklist
CROSS JOIN LATERAL jsonb_array_elements(p.entries) WITH ORDINALITY AS e (entry, nr);

-- changed_at has been the revision's time: who edited, and when, are told beside it.
CREATE OR REPLACE VIEW orgscribe_v1.changes AS
SELECT
    x.connection_id,
    n.name AS connection_name,
    x.id AS change_id,
    x.run_id,
    x.revision,
    x.at AS changed_at,
    x.table_id,
    x.table_name,
    x.column_id,
    x.column_name,
    x.kind,
    x.presumed,
    x.cause,
    x.attribute,
    x.before,
    x.after,
    x.changed_by AS edited_by,
    x.changed_at AS edited_at
FROM catalog_change x
JOIN connection n ON n.id = x.connection_id;

CREATE VIEW orgscribe_v1.record_counts AS
SELECT
    r.connection_id,
    n.name AS connection_name,
    t.id AS table_id,
    t.name AS table_name,
    r.day,
    r.count AS record_count
FROM catalog_record_count r
JOIN catalog_table t ON t.connection_id = r.connection_id AND t.name_key = r.name_key
JOIN connection n ON n.id = r.connection_id;
