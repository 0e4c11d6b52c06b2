-- A describe may name a target several times: referenceTo is kept as it was sent, and makes one relationship for each
-- table, by its first name.
CREATE FUNCTION distinct_targets(reference_to text[]) RETURNS TABLE (target text, nr bigint)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 2 AS $$
    SELECT DISTINCT ON (lower(e.target)) e.target, e.nr
    FROM unnest(reference_to) WITH ORDINALITY AS e (target, nr)
    ORDER BY lower(e.target), e.nr
$$;

CREATE OR REPLACE VIEW orgscribe_v1.relationships AS
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
    (SELECT count(*) FROM distinct_targets(c.reference_to)) > 1 OR coalesce(c.native ->> 'polymorphicForeignKey', '') = 'true' AS polymorphic,
    coalesce(c.removed_at, t.removed_at) AS removed_at,
    t.excluded_at
FROM catalog_column c
CROSS JOIN LATERAL distinct_targets(c.reference_to) AS r
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
