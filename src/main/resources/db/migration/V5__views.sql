-- What BI tools read: a stable interface, documented in docs/sql.md. A later version of it gets a schema of its own.
-- Removed rows are included and told by removed_at. No view shows what a connection signs in with.

CREATE SCHEMA orgscribe_v1;

CREATE VIEW orgscribe_v1.tables AS
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
    t.record_types,
    t.native,
    t.description,
    (SELECT count(*) FROM catalog_column c
     WHERE c.connection_id = t.connection_id AND c.table_id = t.id AND c.removed_at IS NULL) AS column_count,
    t.hidden,
    t.first_seen_at,
    t.removed_at,
    t.excluded_at
FROM catalog_table t
JOIN connection n ON n.id = t.connection_id;

CREATE VIEW orgscribe_v1.columns AS
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
    t.excluded_at
FROM catalog_column c
JOIN catalog_table t ON t.connection_id = c.connection_id AND t.id = c.table_id
JOIN connection n ON n.id = c.connection_id;

-- A target's child relationships are spread once for all columns: to search them for each column would be quadratic.
CREATE VIEW orgscribe_v1.relationships AS
SELECT
    c.connection_id,
    n.name AS connection_name,
    c.table_id,
    t.name AS table_name,
    c.id AS column_id,
    c.name AS column_name,
    r.target AS target_table_name,
    p.id AS target_table_id,
    c.relationship_name,
    k.relationship_name AS child_relationship_name,
    c.master_detail,
    cardinality(c.reference_to) > 1 OR coalesce(c.native ->> 'polymorphicForeignKey', '') = 'true' AS polymorphic,
    coalesce(c.removed_at, t.removed_at) AS removed_at,
    t.excluded_at
FROM catalog_column c
CROSS JOIN LATERAL unnest(c.reference_to) AS r (target)
JOIN catalog_table t ON t.connection_id = c.connection_id AND t.id = c.table_id
JOIN connection n ON n.id = c.connection_id
LEFT JOIN catalog_table p ON p.connection_id = c.connection_id AND p.name_key = lower(r.target) COLLATE "C"
LEFT JOIN (
    SELECT
        q.connection_id,
        q.id AS target_id,
        e.entry ->> 'childSObject' AS table_name,
        e.entry ->> 'field' AS column_name,
        min(e.entry ->> 'relationshipName') AS relationship_name
    FROM catalog_table q
    CROSS JOIN LATERAL jsonb_array_elements(q.child_relationships) AS e (entry)
    GROUP BY q.connection_id, q.id, e.entry ->> 'childSObject', e.entry ->> 'field'
) k ON k.connection_id = c.connection_id AND k.target_id = p.id AND k.table_name = t.name AND k.column_name = c.name;

CREATE VIEW orgscribe_v1.picklist_values AS
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
    e.entry ->> 'validFor' AS valid_for,
    coalesce(c.removed_at, t.removed_at) AS removed_at,
    t.excluded_at
FROM catalog_column c
JOIN catalog_table t ON t.connection_id = c.connection_id AND t.id = c.table_id
JOIN connection n ON n.id = c.connection_id
JOIN catalog_picklist p ON p.connection_id = c.connection_id AND p.hash = c.picklist
CROSS JOIN LATERAL jsonb_array_elements(p.entries) WITH ORDINALITY AS e (entry, nr);

CREATE VIEW orgscribe_v1.changes AS
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
    x.after
FROM catalog_change x
JOIN connection n ON n.id = x.connection_id;

CREATE VIEW orgscribe_v1.runs AS
SELECT
    r.connection_id,
    n.name AS connection_name,
    r.id AS run_id,
    r.trigger,
    r.mode,
    r.coverage,
    r.status,
    r.attempt,
    r.stage,
    r.scheduled_for,
    r.late,
    r.tables_total,
    r.tables_done,
    r.tables_failed,
    r.columns,
    r.added,
    r.removed,
    r.changed,
    r.hidden,
    r.restored,
    r.renamed,
    r.api_calls,
    r.calls_by_kind,
    r.bytes_on_wire,
    r.bytes_unpacked,
    r.not_modified,
    r.revision,
    r.api_version,
    r.created_at,
    r.started_at,
    r.finished_at,
    r.error_cause,
    r.error_message,
    r.error_remedy
FROM run r
JOIN connection n ON n.id = r.connection_id;
