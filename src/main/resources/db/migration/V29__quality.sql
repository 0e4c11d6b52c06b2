-- What a catalog's columns lack, counted with each revision from now on.
-- Taken back by dropping view and table.
CREATE TABLE catalog_quality (
    connection_id                uuid NOT NULL,
    revision                     bigint NOT NULL,
    at                           timestamptz NOT NULL,
    columns                      integer NOT NULL,
    custom_columns               integer NOT NULL,
    annotated_columns            integer NOT NULL,
    undocumented                 integer NOT NULL,
    without_help_text            integer NOT NULL,
    unclassified                 integer NOT NULL,
    hidden                       integer NOT NULL,
    unused_relationship_name     integer NOT NULL,
    unresolved                   integer NOT NULL,
    disappeared_picklist_values  integer NOT NULL,
    PRIMARY KEY (connection_id, revision)
);

-- Values that a picklist has had and has not any more, each once, with the change that tells when it went.
CREATE FUNCTION disappeared_picklist_values(connection uuid) RETURNS TABLE (
    column_id bigint, value text, label text, change_id bigint)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT DISTINCT ON (x.column_id, e.entry ->> 'value') x.column_id, e.entry ->> 'value', e.entry ->> 'label', x.id
    FROM catalog_change x
    CROSS JOIN LATERAL jsonb_array_elements(x.before) AS e (entry)
    JOIN catalog_column c ON c.connection_id = connection AND c.id = x.column_id AND c.removed_at IS NULL
    JOIN catalog_table t ON t.connection_id = connection AND t.id = c.table_id AND t.removed_at IS NULL AND t.excluded_at IS NULL
    LEFT JOIN catalog_picklist p ON p.connection_id = connection AND p.hash = c.picklist
    WHERE x.connection_id = connection AND x.attribute = 'picklist' AND jsonb_typeof(x.before) = 'array'
        AND NOT coalesce(jsonb_path_exists(p.entries, '$[*] ? (@.value == $value)', jsonb_build_object('value', e.entry -> 'value')), false)
    ORDER BY x.column_id, e.entry ->> 'value', x.id DESC
$$;

CREATE VIEW orgscribe_v1.quality AS
SELECT
    q.connection_id,
    n.name AS connection_name,
    q.revision,
    q.at AS counted_for,
    q.columns,
    q.custom_columns,
    q.annotated_columns,
    q.undocumented,
    q.without_help_text,
    q.unclassified,
    q.hidden,
    q.unused_relationship_name,
    q.unresolved,
    q.disappeared_picklist_values
FROM catalog_quality q
JOIN connection n ON n.id = q.connection_id;
