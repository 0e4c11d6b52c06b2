-- An entry that depends on a column which the describing user does not see has nothing but its bitmap: nobody can say
-- which values it means. What was read before controlling values were has it under another name.
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
    END AS controlling_values,
    CASE jsonb_typeof(e.entry -> 'validFor')
        WHEN 'string' THEN e.entry ->> 'validFor'
        ELSE e.entry ->> 'validForBitmap'
    END AS valid_for_bitmap
FROM catalog_column c
JOIN catalog_table t ON t.connection_id = c.connection_id AND t.id = c.table_id
JOIN connection n ON n.id = c.connection_id
JOIN catalog_picklist p ON p.connection_id = c.connection_id AND p.hash = c.picklist
CROSS JOIN LATERAL jsonb_array_elements(p.entries) WITH ORDINALITY AS e (entry, nr);
