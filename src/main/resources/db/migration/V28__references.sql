-- Which columns formulas and roll-ups read, by revision: [from_rev, to_rev), without an end where they still do. A row for
-- each step of a path; target_id is the column that is read, or null with the reason and the key that it waits for.
-- Taken back by dropping table and column.
CREATE TABLE catalog_reference (
    connection_id uuid NOT NULL,
    column_id     bigint NOT NULL,
    kind          text NOT NULL CHECK (kind IN ('formula', 'rollUp', 'rollUpFilter')),
    path          text NOT NULL,
    step          smallint NOT NULL,
    table_key     text COLLATE "C",
    column_key    text COLLATE "C",
    target_id     bigint,
    reason        text,
    from_rev      bigint NOT NULL,
    to_rev        bigint
);
-- What a column reads.
CREATE INDEX catalog_reference_column ON catalog_reference (column_id, step);
-- Who reads a column.
CREATE INDEX catalog_reference_target ON catalog_reference (target_id, column_id) WHERE target_id IS NOT NULL;
-- What waits for a key, or has passed through it; and all of a connection.
CREATE INDEX catalog_reference_key ON catalog_reference (connection_id, table_key, column_key);

-- By which version of our reading of formulas a catalog's references were found; 0 where they have still to be.
ALTER TABLE catalog_head ADD COLUMN references_version integer NOT NULL DEFAULT 0;

CREATE VIEW orgscribe_v1.lineage AS
SELECT
    r.connection_id,
    n.name AS connection_name,
    t.id AS table_id,
    t.name AS table_name,
    c.id AS column_id,
    c.name AS column_name,
    r.kind,
    r.path,
    r.step,
    coalesce(u.name, r.table_key) AS source_table_name,
    u.id AS source_table_id,
    coalesce(s.name, r.column_key) AS source_column_name,
    s.id AS source_column_id,
    r.reason,
    coalesce(c.removed_at, t.removed_at) AS removed_at,
    t.excluded_at
FROM catalog_reference r
JOIN connection n ON n.id = r.connection_id
JOIN catalog_column c ON c.id = r.column_id
JOIN catalog_table t ON t.connection_id = c.connection_id AND t.id = c.table_id
LEFT JOIN catalog_column s ON s.id = r.target_id
LEFT JOIN catalog_table u ON u.connection_id = s.connection_id AND u.id = s.table_id
WHERE r.to_rev IS NULL;
