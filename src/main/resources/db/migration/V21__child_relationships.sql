-- Child relationships in REST and SQL.
-- Taken back by dropping view, table and functions.

-- What a reconcile has changed of a table's list: went and came are entries, as often as the list had them. The list as
-- of a revision is the current one with what went after that revision, and without what came.
CREATE TABLE catalog_child_relationship_delta (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    connection_id uuid NOT NULL,
    table_id      bigint NOT NULL,
    revision      bigint NOT NULL,
    went          jsonb NOT NULL,
    came          jsonb NOT NULL
);
-- What changed of a table's list after a revision.
CREATE INDEX catalog_child_relationship_delta_rev ON catalog_child_relationship_delta (connection_id, table_id, revision);

-- The entries of a list as Salesforce sent it; what is no object says nothing.
CREATE FUNCTION child_relationship_entries(list jsonb) RETURNS TABLE (entry jsonb)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT e.entry FROM jsonb_array_elements(list) AS e (entry) WHERE jsonb_typeof(e.entry) = 'object'
$$;

-- An entry's members.
CREATE FUNCTION child_relationship(entry jsonb) RETURNS TABLE (
    child_table_name text, child_column_name text, relationship_name text, cascade_delete boolean,
    restricted_delete boolean, deprecated_and_hidden boolean, junction_id_list_names text[], junction_reference_to text[],
    native jsonb)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 1 AS $$
    SELECT
        entry ->> 'childSObject',
        entry ->> 'field',
        entry ->> 'relationshipName',
        coalesce(entry -> 'cascadeDelete' = 'true', false),
        coalesce(entry -> 'restrictedDelete' = 'true', false),
        coalesce(entry -> 'deprecatedAndHidden' = 'true', false),
        ARRAY(SELECT n #>> '{}' FROM jsonb_path_query(entry, '$.junctionIdListNames[*] ? (@ != null)') AS n),
        ARRAY(SELECT n #>> '{}' FROM jsonb_path_query(entry, '$.junctionReferenceTo[*] ? (@ != null)') AS n),
        entry - ARRAY['childSObject', 'field', 'relationshipName', 'cascadeDelete', 'restrictedDelete',
            'deprecatedAndHidden', 'junctionIdListNames', 'junctionReferenceTo']
$$;

CREATE VIEW orgscribe_v1.child_relationships AS
SELECT
    t.connection_id,
    n.name AS connection_name,
    t.id AS table_id,
    t.name AS table_name,
    r.child_table_name,
    c.id AS child_table_id,
    r.child_column_name,
    k.id AS child_column_id,
    r.relationship_name,
    coalesce(
        c.removed_at IS NULL AND k.removed_at IS NULL
            AND EXISTS (SELECT FROM distinct_targets(k.reference_to) d WHERE lower(d.target) COLLATE "C" = t.name_key),
        false) AS told_by_column,
    r.cascade_delete,
    r.restricted_delete,
    r.deprecated_and_hidden,
    r.junction_id_list_names,
    r.junction_reference_to,
    r.native,
    t.removed_at,
    t.excluded_at
FROM catalog_table t
JOIN connection n ON n.id = t.connection_id
CROSS JOIN LATERAL child_relationship_entries(t.child_relationships) AS e
CROSS JOIN LATERAL child_relationship(e.entry) AS r
LEFT JOIN catalog_table c ON c.connection_id = t.connection_id AND c.name_key = lower(r.child_table_name) COLLATE "C"
LEFT JOIN catalog_column k ON k.connection_id = t.connection_id AND k.table_id = c.id
    AND k.name_key = lower(r.child_column_name) COLLATE "C";
